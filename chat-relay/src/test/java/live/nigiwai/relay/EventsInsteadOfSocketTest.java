package live.nigiwai.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
import live.nigiwai.runtime.json.Json;
import live.nigiwai.testkit.ClientView;
import live.nigiwai.testkit.Eventually;
import live.nigiwai.testkit.TestViewer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever's network lets no WebSocket through sees and says the same by server-sent events. */
class EventsInsteadOfSocketTest {
  private final RelayHouse house = new RelayHouse();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    http.close();
    house.close();
  }

  @Test
  void welcomesAndTellsTheSameAsTheSocket() {
    var viewer = house.viewer();
    try (var reader = reader("")) {
      assertThat(reader.response().headers().firstValue("Content-Type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
      assertThat(reader.response().headers().firstValue("X-Accel-Buffering")).hasValue("no");
      var welcome = reader.await(event -> event.data().path("f").asText().equals("welcome"));
      assertThat(welcome.id()).isEqualTo(welcome.data().path("ep").asText() + ":0");

      viewer.say("ソケットから");
      viewer.say("もうひとつ");

      Eventually.holds(() -> assertThat(reader.comments()).containsExactly("ソケットから", "もうひとつ"));
      assertThat(reader.position()).endsWith(":2");
    }
  }

  @Test
  void aCommandIsAnsweredInItsResponse() throws Exception {
    var viewer = house.viewer();

    var stored = command("{\"c\":\"say\",\"id\":7,\"k\":\"k1\",\"x\":\"こんにちは\"}", "nv=v_sse");
    var again = command("{\"c\":\"say\",\"id\":8,\"k\":\"k1\",\"x\":\"こんにちは\"}", "nv=v_sse");
    var refused = command("{\"c\":\"say\",\"id\":9,\"k\":\"k2\",\"x\":\"\"}", "nv=v_sse");
    var heart = command("{\"c\":\"heart\",\"n\":3}", "nv=v_sse");

    assertThat(stored.statusCode()).isEqualTo(200);
    assertThat(Json.tree(stored.body()).path("f").asText()).isEqualTo("ack");
    assertThat(Json.tree(again.body()).path("eid")).isEqualTo(Json.tree(stored.body()).path("eid"));
    assertThat(Json.tree(refused.body()).path("code").asText()).isEqualTo("empty");
    assertThat(heart.statusCode()).isEqualTo(204);
    Eventually.holds(() -> assertThat(texts(viewer)).containsExactly("こんにちは"));
  }

  @Test
  void whatIsNoCommandIsRefusedAndHarmsNobody() throws Exception {
    assertThat(command("not json", "nv=v_a").statusCode()).isEqualTo(400);
    assertThat(command("{\"c\":\"join\",\"id\":1}", "nv=v_a").statusCode()).isEqualTo(400);
    assertThat(command("", "nv=v_a").statusCode()).isEqualTo(400);
    assertThat(
            command("{\"c\":\"say\",\"x\":\"" + "あ".repeat(5_000) + "\"}", "nv=v_a").statusCode())
        .isEqualTo(400);
    assertThat(house.request("GET", "/api/shows/demo/events?off=1").statusCode()).isEqualTo(400);
    assertThat(house.request("GET", "/api/shows/demo/events?log=attic").statusCode())
        .isEqualTo(400);
  }

  @Test
  void resumesFromTheLastEventWithoutAHole() {
    var viewer = house.viewer();
    viewer.say("1");
    String position;
    try (var reader = reader("")) {
      Eventually.holds(() -> assertThat(reader.comments()).containsExactly("1"));
      position = reader.position();
    }
    viewer.say("2");
    viewer.say("3");
    Eventually.holds(() -> assertThat(texts(viewer)).hasSize(3));

    try (var resumed = reader("", "Last-Event-ID", position)) {
      Eventually.holds(() -> assertThat(resumed.comments()).containsExactly("2", "3"));
    }
    int colon = position.lastIndexOf(':');
    String query = "?ep=" + position.substring(0, colon) + "&off=" + position.substring(colon + 1);
    try (var resumed = reader(query)) {
      var welcome = resumed.await(event -> event.data().path("f").asText().equals("welcome"));
      assertThat(welcome.data().path("rec").asBoolean()).isTrue();
      assertThat(resumed.comments()).containsExactly("2", "3");
    }
  }

  @Test
  void tellsByAnEventWhyItEnds() {
    try (var nowhere = new EventReader(house.base.resolve("/api/shows/nowhere/events"))) {
      var end = nowhere.await(event -> event.name().equals("close"));
      assertThat(end.data().path("code").asInt()).isEqualTo(4004);
      Eventually.holds(() -> assertThat(nowhere.ended()).isTrue());
    }
    try (var stranger = reader("?log=backstage")) {
      assertThat(stranger.await(event -> event.name().equals("close")).data().path("code").asInt())
          .isEqualTo(4003);
    }
    try (var reader = reader("")) {
      reader.await(event -> event.data().path("f").asText().equals("welcome"));
      house.relay.close();
      var end = reader.await(event -> event.name().equals("close"));
      assertThat(end.data().path("code").asInt()).isEqualTo(4200);
    }
  }

  @Test
  void countsItsReadersAndForgetsThemWhenTheyGo() {
    var readers = IntStream.range(0, 5).mapToObj(i -> reader("")).toList();
    readers.forEach(r -> r.await(event -> event.data().path("f").asText().equals("welcome")));
    assertThat(house.relay.viewers(RelayHouse.DEMO)).isEqualTo(5);

    readers.forEach(EventReader::close);

    Eventually.holds(
        () -> {
          assertThat(house.relay.viewers(RelayHouse.DEMO)).isZero();
          assertThat(house.meters.get("nigiwai.relay.sockets").gauge().value()).isZero();
        });
  }

  @Test
  void pagesOfOthersNeitherReadNorSpeak() throws Exception {
    String other = "https://evil.example";
    var read = house.request("GET", "/api/shows/demo/events", "Origin", other);
    var said =
        http.send(
            post("{\"c\":\"say\",\"id\":1,\"k\":\"k\",\"x\":\"x\"}", "nv=v_a")
                .header("Origin", other)
                .build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(List.of(read.statusCode(), said.statusCode())).containsOnly(403);
  }

  @Test
  void oneAddressCannotFloodWithCommands() throws Exception {
    int status = 204;
    for (int i = 0; i < 3_000 && status == 204; i++) {
      status = command("{\"c\":\"heart\",\"n\":1}", "nv=v_a").statusCode();
    }
    assertThat(status).isEqualTo(429);
    // Behind a trusted proxy everyone is counted alone.
    var neighbour =
        http.send(
            post("{\"c\":\"heart\",\"n\":1}", "nv=v_b")
                .header("X-Forwarded-For", "203.0.113.9")
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(neighbour.statusCode()).isEqualTo(204);
  }

  private static List<String> texts(TestViewer viewer) {
    return viewer.look(view -> view.comments().stream().map(ClientView.Comment::text).toList());
  }

  private EventReader reader(String query, String... headers) {
    return new EventReader(house.base.resolve("/api/shows/demo/events" + query), headers);
  }

  private HttpResponse<String> command(String frame, String cookie)
      throws IOException, InterruptedException {
    return http.send(post(frame, cookie).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder post(String frame, String cookie) {
    return HttpRequest.newBuilder(house.base.resolve("/api/shows/demo/events"))
        .header("Cookie", cookie)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(frame));
  }
}
