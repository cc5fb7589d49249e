package live.nigiwai.relay;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import live.nigiwai.runtime.cluster.Bell;
import live.nigiwai.runtime.http.ClientAddresses;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.timeline.LogId;
import live.nigiwai.testkit.MemoryLog;
import live.nigiwai.testkit.MemoryTimelines;
import live.nigiwai.testkit.TestViewer;
import org.jspecify.annotations.Nullable;

/** A relay on a real HTTP server, over timelines in memory. */
final class RelayHouse implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(10);
  static final ShowId DEMO = new ShowId("demo");

  final Vertx vertx = Vertx.vertx();
  final MemoryTimelines timelines =
      new MemoryTimelines(() -> new ShowTime(System.currentTimeMillis()));
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final FakeVisitors visitors = new FakeVisitors();
  final Relay relay;
  final URI base;
  private final HttpServer server;
  private final List<TestViewer> viewers = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  RelayHouse() {
    this(RelayConfig.defaults());
  }

  RelayHouse(RelayConfig config) {
    relay =
        Relay.open(
            config,
            vertx,
            timelines,
            Bell.alone(),
            () -> new ShowTime(System.currentTimeMillis()),
            visitors,
            new DemoAlone(),
            new ClientAddresses(Set.of("127.0.0.1")),
            meters,
            new PlainConversation(timelines));
    server = RelayPort.open(vertx, relay, config);
    base = URI.create("http://127.0.0.1:" + server.actualPort());
  }

  /** There is one show; who brings a pass must bring the right one. */
  record DemoAlone() implements RelayShows {
    @Override
    public boolean exists(ShowId show) {
      return show.equals(DEMO);
    }

    @Override
    public boolean admits(ShowId show, String pass) {
      return pass.isEmpty() || pass.equals("good");
    }
  }

  MemoryLog stage() {
    return timelines.log(LogId.stage(DEMO));
  }

  MemoryLog backstage() {
    return timelines.log(LogId.backstage(DEMO));
  }

  /** A viewer who is already in. */
  TestViewer viewer() {
    var viewer = arrive("demo", "stage", null);
    if (!viewer.awaitLive(SOON)) {
      throw new AssertionError("not welcomed: " + viewer.closeCodes());
    }
    return viewer;
  }

  TestViewer arrive(String show, String log, @Nullable String cookie) {
    var viewer = TestViewer.open(vertx, base, show, log, cookie);
    viewers.add(viewer);
    return viewer;
  }

  HttpResponse<String> request(String method, String path, String... headers) {
    var request =
        HttpRequest.newBuilder(base.resolve(path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (java.io.IOException | InterruptedException broken) {
      throw new AssertionError(broken);
    }
  }

  @Override
  public void close() {
    viewers.forEach(TestViewer::close);
    relay.close();
    http.close();
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (Exception stuck) {
      throw new IllegalStateException("Vert.x did not stop", stuck);
    }
  }
}
