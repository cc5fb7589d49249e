package live.nigiwai.web.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.nigiwai.runtime.postgres.PostgresAddress;
import live.nigiwai.testkit.Eventually;
import live.nigiwai.testkit.PostgresForTests;
import live.nigiwai.testkit.RtmpPublisher;
import live.nigiwai.testkit.RtmpPublisher.Programme;
import live.nigiwai.testkit.SelfSigned;
import live.nigiwai.web.app.NigiwaiProcess.Ports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * With a key pair the program serves HTTPS and RTMPS beside the plain ports; and a key rotated on
 * one node ends its publish on another.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecureDoorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Programme SMALL = Programme.defaults().withSize(160, 90).withFrames(15, 0);

  private final Map<String, String> environment = new HashMap<>();
  private Path folder;
  private SelfSigned pair;
  private NigiwaiProcess server;
  private JsonNode ready;

  @BeforeAll
  void open(@TempDir Path folder) throws IOException {
    this.folder = folder;
    pair = SelfSigned.in(folder);
    environment.put("NIGIWAI_DATABASE_URL", url(PostgresForTests.fresh()));
    environment.put("NIGIWAI_TLS_CERT", pair.cert().toString());
    environment.put("NIGIWAI_TLS_KEY", pair.key().toString());
    environment.put("NIGIWAI_LOG_LEVEL", "INFO");
    environment.put("NIGIWAI_HTTPS_PORT", "0");
    environment.put("NIGIWAI_INGEST_RTMP_TLS_PORT", "0");
    server = NigiwaiProcess.serve(folder.resolve("data"), Ports.ANY, environment);
    ready = server.ready();
  }

  @AfterAll
  void close() {
    server.close();
  }

  private static String url(PostgresAddress at) {
    return "postgres://%s:%s@%s:%d/%s"
        .formatted(at.user(), at.password(), at.host(), at.port(), at.database());
  }

  private HttpClient client(Version version) {
    return HttpClient.newBuilder().sslContext(pair.trust()).version(version).build();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(ready.path("https").asText() + path))
        .timeout(Duration.ofSeconds(20));
  }

  @Test
  void browsersThatOfferHttp2GetItAndOthersHttp1() throws Exception {
    for (var version : Version.values()) {
      try (var http = client(version)) {
        HttpResponse<String> answer =
            http.send(request("/api/shows").build(), BodyHandlers.ofString());
        assertThat(answer.version()).isEqualTo(version);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"demo\"");
        var viewer = http.send(request("/api/viewer").build(), BodyHandlers.ofString());
        assertThat(viewer.headers().firstValue("Set-Cookie").orElse("")).contains("Secure");
      }
    }
  }

  @Test
  void webSocketWorksOverTls() throws Exception {
    try (var http = client(Version.HTTP_2)) {
      var first = new CompletableFuture<String>();
      var address = URI.create(ready.path("https").asText().replace("https:", "wss:"));
      WebSocket socket =
          http.newWebSocketBuilder()
              .subprotocols("nigiwai.v1")
              .buildAsync(address.resolve("/api/shows/demo/live"), new FirstWords(first))
              .get(20, TimeUnit.SECONDS);
      socket.sendText("{\"c\":\"join\",\"id\":1,\"log\":\"stage\"}", true);
      assertThat(first.get(20, TimeUnit.SECONDS)).contains("\"welcome\"");
      socket.abort();
    }
  }

  private static final class FirstWords implements WebSocket.Listener {
    private final CompletableFuture<String> words;

    FirstWords(CompletableFuture<String> words) {
      this.words = words;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      words.complete(data.toString());
      socket.request(1);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket socket, Throwable failure) {
      words.completeExceptionally(failure);
    }
  }

  @Test
  void keyRotatedOnOneNodeEndsThePublishOnAnotherAndTheNewOneIsGood() throws Exception {
    try (var other = NigiwaiProcess.serve(folder.resolve("other"), Ports.ANY, environment);
        var owner = new Shopper(server.http()).asStaff(ready, "owner");
        var producer = new Shopper(server.http()).asStaff(ready, "producer")) {
      String rtmps = other.ready().path("rtmps").asText();
      String path = "/api/shows/demo/stream-key";
      var keys = owner.get(path).expect(200);
      assertThat(keys.text("/key")).isEqualTo(other.ready().path("streamKey").asText());
      assertThat(keys.text("/secureUrl")).isEqualTo(ready.path("rtmps").asText());
      producer.get(path).expect(403);
      producer.send("POST", path + "/rotate", null, Map.of()).expect(403);
      try (var ffmpeg = RtmpPublisher.start(rtmps + "/" + keys.text("/key"), SMALL)) {
        awaitPictures(other);
        long rotated = System.nanoTime();
        var fresh = owner.send("POST", path + "/rotate", null, Map.of()).expect(200);
        Eventually.holds(
            PATIENCE, () -> assertThat(other.output()).contains("is sent away (keyWithdrawn)"));
        assertThat(Duration.ofNanos(System.nanoTime() - rotated))
            .isLessThan(Duration.ofMillis(1_200)); // a second, and the answer's own way
        assertThat(ffmpeg.awaitExit(PATIENCE)).isNotZero();

        assertThat(fresh.text("/version")).isEqualTo("2");
        assertThat(fresh.text("/key")).isNotEqualTo(keys.text("/key"));
        assertThat(fresh.text("/backupKey")).isNotEqualTo(keys.text("/backupKey"));
        try (var old = RtmpPublisher.start(rtmps + "/" + keys.text("/backupKey"), SMALL)) {
          old.awaitExit(PATIENCE);
          assertThat(old.output()).contains("This stream key is not valid");
        }
        try (var again = RtmpPublisher.start(rtmps + "/" + fresh.text("/key"), SMALL)) {
          Eventually.get(
              PATIENCE, other::output, log -> log.split("publishes demo", -1).length == 3);
          assertThat(again.running()).isTrue();
        }
      }
    }
  }

  private static void awaitPictures(NigiwaiProcess node) {
    try (var viewer = new Shopper(node.http())) {
      Eventually.get(
          PATIENCE,
          () -> viewer.page("/hls/demo/index.m3u8"),
          playlist -> playlist.startsWith("#EXTM3U"));
    } catch (AssertionError none) {
      throw new AssertionError(node.output(), none);
    }
  }

  @Test
  void rehearsalIsTheCrewsAlone() throws Exception {
    try (var producer = new Shopper(server.http()).asStaff(ready, "producer");
        var stranger = new Shopper(server.http())) {
      String path = "/api/shows/demo/rehearsal";
      stranger.send("PUT", path, Map.of("on", true), Map.of()).expect(401);
      producer.send("PUT", path, Map.of("on", "maybe"), Map.of()).expect(400);
      assertThat(producer.get(path).expect(200).body().path("on").asBoolean()).isFalse();
      producer.send("PUT", path, Map.of("on", true), Map.of()).expect(200);
      producer.send("PUT", path, Map.of("on", true), Map.of()).expect(200);
      assertThat(producer.get(path).expect(200).body().path("on").asBoolean()).isTrue();
      producer.send("PUT", path, Map.of("on", false), Map.of()).expect(200);
    }
  }
}
