package live.nigiwai.ingest.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a player sees of the routes, over a real socket. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HlsRoutesTest {
  private static final Presentation LIVE =
      new Presentation(
          Buffer.buffer("#EXTM3U multivariant"),
          Map.of(
              "source",
              new SegmentWindow.Snapshot(
                  Buffer.buffer("#EXTM3U media"),
                  Map.of("s1-7.m4s", Buffer.buffer("seven"), "s1-init0.mp4", Buffer.buffer("i")))));

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private int port;

  @BeforeAll
  void listen() throws Exception {
    Router router = Router.router(vertx);
    new HlsRoutes(show -> show.value().equals("demo") ? LIVE : Presentation.NOTHING).mount(router);
    HttpServer server = vertx.createHttpServer().requestHandler(router);
    port =
        server
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS)
            .actualPort();
  }

  @AfterAll
  void close() throws Exception {
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private HttpResponse<String> ask(String method, String path)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Test
  void playlistsAreAskedForEachTime() throws Exception {
    for (String path : new String[] {"/hls/demo/index.m3u8", "/hls/demo/source.m3u8"}) {
      for (int again = 0; again < 2; again++) {
        HttpResponse<String> response = ask("GET", path);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).startsWith("#EXTM3U m");
        assertThat(header(response, "content-type")).isEqualTo("application/vnd.apple.mpegurl");
        assertThat(header(response, "cache-control")).isEqualTo("no-cache");
        assertThat(header(response, "access-control-allow-origin")).isEqualTo("*");
      }
    }
  }

  @Test
  void segmentsNeverChange() throws Exception {
    HttpResponse<String> response = ask("GET", "/hls/demo/source/s1-7.m4s");
    assertThat(response.body()).isEqualTo("seven");
    assertThat(header(response, "content-type")).isEqualTo("video/mp4");
    assertThat(header(response, "cache-control")).contains("max-age=86400", "immutable");
  }

  @Test
  void headTellsTheLengthOnly() throws Exception {
    HttpResponse<String> response = ask("HEAD", "/hls/demo/source/s1-7.m4s");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(header(response, "content-length")).isEqualTo("5");
  }

  @Test
  void preflightIsAnswered() throws Exception {
    HttpResponse<String> response = ask("OPTIONS", "/hls/demo/index.m3u8");
    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(header(response, "access-control-allow-methods")).contains("GET");
  }

  @Test
  void nothingYetMeansTryAgainSoon() throws Exception {
    HttpResponse<String> response = ask("GET", "/hls/later/index.m3u8");
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(header(response, "retry-after")).isEqualTo("1");
    assertThat(header(response, "cache-control")).isEqualTo("no-store");
    assertThat(header(response, "access-control-allow-origin")).isEqualTo("*");
    assertThat(response.body()).contains("\"code\":\"stream_not_ready\"", "\"retryable\":true");
  }

  @Test
  void whatIsNotThereIsRefused() throws Exception {
    for (String path :
        new String[] {
          "/hls/demo/source/s1-8.m4s",
          "/hls/demo/none/s1-7.m4s",
          "/hls/demo/",
          "/hls/DEMO/x.m3u8",
          "/hls/demo/source/%2e%2e%2fx.mp4"
        }) {
      HttpResponse<String> response = ask("GET", path);
      assertThat(response.statusCode()).as(path).isEqualTo(404);
      assertThat(header(response, "cache-control")).isEqualTo("no-store");
    }
    assertThat(ask("POST", "/hls/demo/index.m3u8").statusCode()).isEqualTo(405);
  }
}
