package live.nigiwai.ingest.hls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import live.nigiwai.show.ShowId;
import live.nigiwai.testkit.Eventually;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a player sees of the routes, over a real socket. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HlsRoutesTest {
  private static final String STEM = "/hls/demo/source/s1-";

  private volatile Presentation presentation = presenting(Renditions.of("source", 7, 3, 2));
  private final Waiters waiters = new Waiters(2, 16, Duration.ofMillis(300).toNanos());
  private final HlsRoutes.Stage stage =
      new HlsRoutes.Stage() {
        @Override
        public Presentation presentation() {
          return presentation;
        }

        @Override
        public Waiters waiters() {
          return waiters;
        }

        @Override
        public Recorded recorded() {
          return Recorded.NOTHING;
        }
      };

  private static Presentation presenting(Rendition rendition) {
    return new Presentation(
        new Rendered(() -> "#EXTM3U multivariant"),
        null,
        Map.of(
            "source",
            new MediaPlaylist(
                rendition,
                new Rendered(() -> "#EXTM3U media " + rendition.edge()),
                new Rendered(() -> "#EXTM3U delta"))),
        false);
  }

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private int port;

  @BeforeAll
  void listen() throws Exception {
    HlsRoutes.Stages stages =
        new HlsRoutes.Stages() {
          @Override
          public HlsRoutes.@Nullable Stage now(ShowId show) {
            return List.of("demo", "private").contains(show.value()) ? stage : null;
          }

          @Override
          public CompletableFuture<Optional<HlsRoutes.Stage>> kept(ShowId show) {
            return CompletableFuture.completedFuture(Optional.empty());
          }
        };
    HlsRoutes routes =
        new HlsRoutes(
            stages,
            new Gate(
                (show, pass) -> !show.value().equals("private") || pass.equals("good"),
                Runnable::run,
                System::nanoTime),
            new AddressLimits(0, 0, System::nanoTime),
            new IngestMeters(meters),
            Renditions.LIMITS);
    HttpServer server = vertx.createHttpServer().requestHandler(routes::serve);
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
    HttpResponse<String> response = ask("GET", STEM + "7.m4s");
    assertThat(response.body()).isEqualTo("7.0 7.1 7.2 7.3 7.4 7.5 ");
    assertThat(header(response, "content-type")).isEqualTo("video/mp4");
    assertThat(header(response, "cache-control")).contains("max-age=86400", "immutable");
  }

  @Test
  void partsAreServedAsSoonAsTheyAreThere() throws Exception {
    assertThat(ask("GET", STEM + "10.1.m4s").body()).isEqualTo("10.1 ");
    assertThat(ask("GET", STEM + "7.5.m4s").body()).isEqualTo("7.5 ");
    assertThat(ask("GET", "/hls/demo/source/s1-init0.mp4").body()).isEqualTo("init");
  }

  @Test
  void requestForThePartToComeIsAnsweredWhenItComes() throws Exception {
    var waiting = askLater("/hls/demo/source.m3u8?_HLS_msn=10&_HLS_part=2");
    Eventually.get(waiters::count, count -> count == 1);
    presentation = presenting(Renditions.of("source", 7, 3, 3));
    waiters.wake("source");
    assertThat(waiting.get(5, TimeUnit.SECONDS).body()).contains("part=2");
    presentation = presenting(Renditions.of("source", 7, 3, 2));
  }

  @Test
  void hintedPartIsAnsweredWhenItComes() throws Exception {
    var waiting = askLater(STEM + "10.2.m4s");
    Eventually.get(waiters::count, count -> count == 1);
    presentation = presenting(Renditions.of("source", 7, 3, 3));
    waiters.wake("source");
    assertThat(waiting.get(5, TimeUnit.SECONDS).body()).isEqualTo("10.2 ");
    presentation = presenting(Renditions.of("source", 7, 3, 2));
  }

  @Test
  void whoeverWaitsInVainIsToldToComeBack() throws Exception {
    var waiting = askLater("/hls/demo/source.m3u8?_HLS_msn=10");
    Eventually.get(
        () -> {
          waiters.wake("source");
          return waiting.isDone();
        },
        done -> done);
    assertThat(waiting.get().statusCode()).isEqualTo(503);
    assertThat(header(waiting.get(), "retry-after")).isEqualTo("1");
  }

  @Test
  void noMoreWaitThanAreAllowed() throws Exception {
    String path = "/hls/demo/source.m3u8?_HLS_msn=10&_HLS_part=3";
    var first = askLater(path);
    var second = askLater(path);
    Eventually.get(waiters::count, count -> count == 2);
    assertThat(ask("GET", path).statusCode()).isEqualTo(503);
    Eventually.get(
        () -> {
          waiters.wake("source");
          return first.isDone() && second.isDone();
        },
        done -> done);
  }

  @Test
  void directivesThatCannotBeMeantAreRefused() throws Exception {
    for (String query : new String[] {"_HLS_part=1", "_HLS_msn=x", "_HLS_msn=", "_HLS_msn=99"}) {
      HttpResponse<String> response = ask("GET", "/hls/demo/source.m3u8?" + query);
      assertThat(response.statusCode()).as(query).isEqualTo(400);
      assertThat(response.body()).contains("bad_delivery_directive");
    }
  }

  @Test
  void deltaAndCompressionAreServedToThoseWhoAsk() throws Exception {
    assertThat(ask("GET", "/hls/demo/source.m3u8?_HLS_skip=YES").body()).contains("delta");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hls/demo/index.m3u8"))
            .header("Accept-Encoding", "gzip")
            .build();
    var response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    assertThat(response.headers().firstValue("content-encoding")).contains("gzip");
    assertThat(new String(new GZIPInputStream(response.body()).readAllBytes(), UTF_8))
        .isEqualTo("#EXTM3U multivariant");
  }

  private CompletableFuture<HttpResponse<String>> askLater(String path) {
    return client.sendAsync(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void onlyThoseWithAPassSeeAShowByInvitation() throws Exception {
    for (String path : new String[] {"index.m3u8", "source.m3u8", "source/s1-7.m4s"}) {
      for (String none : new String[] {"", "~wrong/"}) {
        HttpResponse<String> refused = ask("GET", "/hls/private/" + none + path);
        assertThat(refused.statusCode()).as(none + path).isEqualTo(403);
        assertThat(refused.body()).contains("invitation_needed");
        assertThat(header(refused, "cache-control")).isEqualTo("no-store");
      }
      assertThat(ask("GET", "/hls/private/~good/" + path).statusCode()).as(path).isEqualTo(200);
    }
    HttpResponse<String> media = ask("GET", "/hls/private/~good/source/s1-7.m4s");
    assertThat(header(media, "cache-control")).contains("max-age=600");
    assertThat(meters.counter("nigiwai.ingest.viewers.refused", "limit", "pass").count())
        .isEqualTo(6);
  }

  @Test
  void newsOfOneRungLeavesTheOthersWaiting() throws Exception {
    var waiting = askLater("/hls/demo/source.m3u8?_HLS_msn=10&_HLS_part=2");
    Eventually.get(waiters::count, count -> count == 1);
    presentation = presenting(Renditions.of("source", 7, 3, 3));
    waiters.wake("480p");
    assertThat(waiters.count()).isEqualTo(1);
    waiters.wake(null);
    assertThat(waiting.get(5, TimeUnit.SECONDS).body()).contains("part=2");
    presentation = presenting(Renditions.of("source", 7, 3, 2));
  }

  @Test
  void headTellsTheLengthOnly() throws Exception {
    HttpResponse<String> response = ask("HEAD", STEM + "7.m4s");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(header(response, "content-length")).isEqualTo("24");
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
          STEM + "10.m4s",
          STEM + "10.3.m4s",
          STEM + "7.6.m4s",
          "/hls/demo/source/s2-7.m4s",
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
