package live.nigiwai.ingest.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.runtime.http.Visitors;
import live.nigiwai.runtime.json.Json;
import live.nigiwai.show.Actor;
import live.nigiwai.testkit.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingEndpointsTest {
  private static final long ZERO = 1_577_836_800_000L;

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = HttpClient.newHttpClient();
  private Tape tape;
  private HttpServer server;

  /** Who asks says so in a header. */
  private static final class Names implements Visitors {
    @Override
    public Visitor viewer(HttpServerRequest request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Visitor> staff(HttpServerRequest request) {
      return Optional.ofNullable(request.getHeader("Role"))
          .map(r -> new Visitor(Actor.staff("s1"), "s", Set.of(Role.valueOf(r))));
    }

    @Override
    public Visitor rename(Visitor viewer, String name) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class Axis implements RecordingEndpoints.Axis {
    @Override
    public long millis(long ticks) {
      return ZERO + ticks / 90;
    }

    @Override
    public long ticks(long millis) {
      return (millis - ZERO) * 90;
    }
  }

  @BeforeEach
  void open() {
    tape = new Tape(folder.resolve("tape"));
    Router router = Router.router(vertx);
    new RecordingEndpoints(tape.recordings, new Endpoints(new Names()), new Axis()).mount(router);
    server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  @AfterEach
  void close() {
    tape.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private HttpResponse<byte[]> get(String path, String role, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + server.actualPort() + "/api/shows/demo/" + path));
    if (!role.isEmpty()) {
      request.header("Role", role);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private Recording record() throws IOException {
    Footage footage = Footage.make(folder, "320x180", "-bf 0");
    Recording recording = tape.recordings.start(Tape.SHOW);
    recording.init("source", "s1-init0.mp4", footage.init, "avc1.64001f,mp4a.40.2", 320, 180);
    for (int i = 0; i < 6; i++) {
      Footage.record(
          recording, "source", "s1-init0.mp4", footage.shots.get(i), i, Tape.AXIS_START, 1);
    }
    Eventually.get(() -> recording.segments("source").size(), n -> n == 6);
    return recording;
  }

  @Test
  void staffSeesWhatIsRecorded() throws Exception {
    assertThat(get("recording", "OWNER").statusCode()).isEqualTo(404);
    Recording recording = record();
    long start = recording.segments("source").getFirst().startTicks();
    assertThat(get("recording", "").statusCode()).isEqualTo(401);
    assertThat(get("recording", "CS").statusCode()).isEqualTo(403);

    JsonNode view = Json.mapper().readTree(get("recording", "PRESENTER").body());
    assertThat(view.path("state").asText()).isEqualTo("recording");
    assertThat(view.path("seconds").asDouble()).isEqualTo(12);
    assertThat(view.path("segments").asInt()).isEqualTo(6);
    assertThat(view.path("from").asLong()).isEqualTo(ZERO + start / 90);
    assertThat(view.path("to").asLong() - view.path("from").asLong()).isEqualTo(12_000);
    assertThat(view.path("alarms")).isEmpty();
    assertThat(view.path("rungs").path(0).path("name").asText()).isEqualTo("source");
    assertThat(view.path("rungs").path(0).path("width").asInt()).isEqualTo(320);
    assertThat(view.path("bytes").asLong()).isPositive();
  }

  @Test
  void downloadCanGoOnWhereItBrokeOffAlthoughTheShowGrows() throws Exception {
    Recording recording = record();
    assertThat(get("recording.mp4", "PRESENTER").statusCode()).isEqualTo(403);
    HttpResponse<byte[]> whole = get("recording.mp4", "PRODUCER");
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.headers().firstValue("Content-Type")).contains("video/mp4");
    assertThat(whole.headers().firstValue("Content-Disposition").orElseThrow())
        .matches("attachment; filename=\"demo-\\d{8}-\\d{6}-source\\.mp4\"");
    assertThat(new Screening(folder, whole.body()).pictures).isEqualTo(360);

    Tape.addAndWait(recording, "source", 50, 52, 1_000);
    String tag = whole.headers().firstValue("ETag").orElseThrow();
    int half = whole.body().length / 2;
    HttpResponse<byte[]> rest =
        get("recording.mp4", "PRODUCER", "Range", "bytes=" + half + "-", "If-Range", tag);
    assertThat(rest.statusCode()).isEqualTo(206);
    assertThat(rest.headers().firstValue("Content-Range"))
        .contains("bytes " + half + "-" + (whole.body().length - 1) + "/" + whole.body().length);
    assertThat(rest.body())
        .isEqualTo(java.util.Arrays.copyOfRange(whole.body(), half, whole.body().length));

    assertThat(
            get("recording.mp4", "PRODUCER", "Range", "bytes=1-2", "If-Range", "\"old\"")
                .statusCode())
        .isEqualTo(200);
    HttpResponse<byte[]> outside =
        get("recording.mp4", "PRODUCER", "Range", "bytes=" + whole.body().length * 2L + "-");
    assertThat(outside.statusCode()).isEqualTo(416);
  }

  @Test
  void clipAndItsRefusals() throws Exception {
    Recording recording = record();
    long zero = ZERO + recording.segments("source").getFirst().startTicks() / 90;
    HttpResponse<byte[]> clip =
        get("recording.mp4?rung=source&from=" + (zero + 3_000) + "&to=" + (zero + 7_000), "OWNER");
    assertThat(new Screening(folder, clip.body()).pictures).isEqualTo(120);

    assertThat(get("recording.mp4?rung=999p", "OWNER").statusCode()).isEqualTo(404);
    assertThat(
            new String(
                get("recording.mp4?rung=999p", "OWNER").body(),
                java.nio.charset.StandardCharsets.UTF_8))
        .contains("no_such_rung", "source");
    assertThat(get("recording.mp4?from=5&to=4", "OWNER").statusCode()).isEqualTo(400);
    assertThat(get("recording.mp4?from=yesterday", "OWNER").statusCode()).isEqualTo(400);
    assertThat(get("recording.mp4?to=" + (zero - 1), "OWNER").statusCode()).isEqualTo(404);
  }
}
