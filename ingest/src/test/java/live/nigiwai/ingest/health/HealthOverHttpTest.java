package live.nigiwai.ingest.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import live.nigiwai.ingest.Ingest;
import live.nigiwai.ingest.IngestConfig;
import live.nigiwai.ingest.rtmp.StreamGrant;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.runtime.http.Visitors;
import live.nigiwai.runtime.json.Json;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ShowClock;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.testkit.Eventually;
import live.nigiwai.testkit.MemoryTimelines;
import live.nigiwai.testkit.RtmpPublisher;
import live.nigiwai.testkit.RtmpPublisher.Programme;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A real publisher, and staff that look at it over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HealthOverHttpTest {
  private static final ShowClock CLOCK = () -> new ShowTime(System.currentTimeMillis());
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Ingest ingest = open();
  private int port;

  private Ingest open() {
    IngestConfig defaults = IngestConfig.defaults();
    return Ingest.open(
        defaults.withRtmp(defaults.rtmp().withAddress("127.0.0.1", 0)),
        recordings(),
        key -> Optional.of(StreamGrant.main(new ShowId(key))),
        new MemoryTimelines(CLOCK),
        CLOCK,
        meters);
  }

  private static Path recordings() {
    try {
      return Files.createTempDirectory("nigiwai-recordings");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeAll
  void listen() throws Exception {
    Router router = Router.router(vertx);
    new HealthEndpoints(
            ingest.health(),
            new Endpoints(new HeaderStaff()),
            show -> !show.value().equals("nowhere"))
        .mount(router);
    port =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS)
            .actualPort();
  }

  @AfterAll
  void close() throws Exception {
    ingest.close();
    http.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void aRealPublisherIsMeasuredAndToldEachSecond() throws Exception {
    Programme programme = Programme.defaults();
    String url = "rtmp://127.0.0.1:" + ingest.rtmpPort() + "/live/measured";
    try (RtmpPublisher _ = RtmpPublisher.start(url, programme)) {
      JsonNode report =
          Eventually.get(
              PATIENCE,
              () -> report("measured"),
              one ->
                  one.path("sound").path("heard").path("integrated").isNumber()
                      && one.path("video").path("keyFrameIntervalMillis").asInt() > 0
                      && one.path("publisher").path("uptimeMillis").asLong() > 7_000);
      assertThat(report.path("connected").asBoolean()).isTrue();
      assertThat(report.path("video").path("framesPerSecond").asDouble())
          .isCloseTo(30, within(1.0));
      assertThat(report.path("video").path("width").asInt()).isEqualTo(640);
      assertThat(report.path("video").path("keyFrameIntervalMillis").asInt()).isEqualTo(2_000);
      assertThat(report.path("video").path("bFrames").asInt()).isEqualTo(2);
      assertThat(report.path("video").path("kilobits").asInt()).isBetween(300, 1_200);
      assertThat(report.path("sound").path("sampleRate").asInt()).isEqualTo(48_000);
      assertThat(report.path("sound").path("offsetMillis").asInt()).isBetween(-100, 100);
      // What a machine that is busy with other tests leaves out is no fault of the publisher.
      assertThat(report.path("advice"))
          .extracting(advice -> advice.path("code").asText())
          .as(report.toString())
          .isSubsetOf("server_cannot_keep_up", "frame_rate_lowered", "rung_suspended");
      assertThat(meters.get("nigiwai.ingest.health.video.frames").tag("show", "measured").gauge())
          .satisfies(gauge -> assertThat(gauge.value()).isCloseTo(30, within(1.0)));
      List<String> events = events("measured", 2);
      assertThat(events)
          .contains("event: health")
          .allSatisfy(
              line -> assertThat(line).matches("|retry: \\d+|event: health|data: \\{.*\\}"));
    }
    Eventually.get(
        PATIENCE, () -> report("measured"), one -> one.path("light").asText().equals("bad"));
  }

  @Test
  void onlyTheCrewIsTold() throws Exception {
    for (String path : List.of("health", "health/events")) {
      assertThat(get("off", path, "").statusCode()).isEqualTo(401);
      assertThat(get("off", path, "CS").statusCode()).isEqualTo(403);
      assertThat(get("nowhere", path, "PRESENTER").statusCode()).isEqualTo(404);
      assertThat(get("NOT A SHOW", path, "PRESENTER").statusCode()).isEqualTo(400);
    }
    HttpResponse<String> off = get("off", "health", "PRODUCER");
    assertThat(off.statusCode()).isEqualTo(200);
    assertThat(Json.tree(off.body()).path("light").asText()).isEqualTo("off");
    assertThat(ingest.health().of(new ShowId("off"))).isNull();
  }

  private JsonNode report(String show) throws Exception {
    return Json.tree(get(show, "health", "PRESENTER").body());
  }

  private HttpResponse<String> get(String show, String path, String role) throws Exception {
    return http.send(request(show, path, role), HttpResponse.BodyHandlers.ofString());
  }

  private List<String> events(String show, int count) throws Exception {
    try (Stream<String> lines =
        http.send(request(show, "health/events", "OWNER"), HttpResponse.BodyHandlers.ofLines())
            .body()) {
      return lines.limit(2 + 3L * count).toList();
    }
  }

  private HttpRequest request(String show, String path, String role) {
    String url = "http://127.0.0.1:" + port + "/api/shows/" + show.replace(" ", "%20");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + "/stream/" + path)).timeout(PATIENCE);
    return role.isEmpty() ? request.build() : request.header("Test-Role", role).build();
  }

  /** Says who asks by a header instead of a cookie. */
  private static final class HeaderStaff implements Visitors {
    @Override
    public Visitor viewer(HttpServerRequest request) {
      throw new AssertionError("only staff look");
    }

    @Override
    public Optional<Visitor> staff(HttpServerRequest request) {
      return Optional.ofNullable(request.getHeader("Test-Role"))
          .map(role -> new Visitor(Actor.staff("ken"), "ken", EnumSet.of(Role.valueOf(role))));
    }

    @Override
    public Visitor rename(Visitor viewer, String name) {
      return viewer;
    }
  }
}
