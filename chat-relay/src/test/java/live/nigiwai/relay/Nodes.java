package live.nigiwai.relay;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import live.nigiwai.runtime.cluster.Bell;
import live.nigiwai.runtime.cluster.RedisAddress;
import live.nigiwai.runtime.cluster.RedisBell;
import live.nigiwai.runtime.http.ClientAddresses;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.DatabaseClock;
import live.nigiwai.runtime.postgres.EmbeddedPostgres;
import live.nigiwai.runtime.postgres.Migrations;
import live.nigiwai.runtime.postgres.PostgresAddress;
import live.nigiwai.runtime.timeline.TimelineConfig;
import live.nigiwai.runtime.timeline.TimelineWriter;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.timeline.LogId;
import live.nigiwai.show.timeline.TimelineEntry;
import live.nigiwai.testkit.Cable;
import live.nigiwai.testkit.Eventually;
import live.nigiwai.testkit.RedisProcess;
import live.nigiwai.testkit.Signals;
import live.nigiwai.testkit.TestViewer;

/**
 * Relays that share a real PostgreSQL, behind a cable that can be cut, and a real Redis; and a door
 * that leads to one of them, as a load balancer does.
 */
final class Nodes implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(10);
  static final ShowId DEMO = new ShowId("demo");

  final EmbeddedPostgres postgres;
  final Cable database;
  final RedisProcess redis = RedisProcess.start();
  final Node one;
  final Node two;
  final Cable door;
  private final FakeVisitors visitors = new FakeVisitors();
  private final Vertx outside = Vertx.vertx();
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<TestViewer> viewers = new ArrayList<>();

  Nodes(Path data) {
    postgres = EmbeddedPostgres.start(data);
    Migrations.run(postgres.address(), TimelineWriter.MIGRATIONS, Relay.MIGRATIONS);
    database = Cable.to(postgres.address().port());
    one = new Node();
    two = new Node();
    door = Cable.to(one.port());
    for (var node : List.of(one, two)) {
      Eventually.holds(
          () -> {
            if (node.bell.reach() != Bell.Reach.HEARD) {
              throw new AssertionError("not heard");
            }
          });
    }
  }

  /** A relay with all it needs. */
  final class Node implements AutoCloseable {
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    final RedisBell bell = RedisBell.open(RedisAddress.parse(redis.url()), meters);
    // As the program has it: requests, ticks and actions do not take each other's connections.
    final Database requests = Database.open(vertx, throughTheCable(), 6);
    final Database ticks = Database.open(vertx, throughTheCable(), 6);
    final Database actions = Database.open(vertx, throughTheCable(), 6);
    final DatabaseClock clock = DatabaseClock.start(requests);
    final TimelineWriter timelines =
        TimelineWriter.open(ticks, actions, TimelineConfig.defaults(), bell, meters);
    final Relay relay =
        Relay.open(
            RelayConfig.defaults(),
            vertx,
            timelines,
            requests,
            bell,
            clock,
            visitors,
            new RelayHouse.DemoAlone(),
            (show, viewer) -> 0,
            new ClientAddresses(Set.of()),
            meters);
    private final HttpServer server = RelayPort.open(vertx, relay, RelayConfig.defaults());

    int port() {
      return server.actualPort();
    }

    TestViewer viewer() {
      return arrive(port());
    }

    /** As a member of the staff. */
    HttpResponse<String> ask(String method, String path) {
      return Nodes.this.ask(port(), method, path);
    }

    @Override
    public void close() {
      relay.close();
      timelines.close();
      bell.close();
      clock.close();
      List.of(requests, ticks, actions).forEach(Database::close);
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private PostgresAddress throughTheCable() {
    var real = postgres.address();
    return new PostgresAddress(
        "127.0.0.1", database.port(), real.database(), real.user(), real.password());
  }

  /** A viewer whom the door leads to a node, now and whenever they come back. */
  TestViewer viewerThroughTheDoor() {
    return arrive(door.port());
  }

  /** A viewer who is in, through a port of theirs. */
  TestViewer arrive(int port) {
    var viewer =
        TestViewer.open(outside, URI.create("http://127.0.0.1:" + port), "demo", "stage", null);
    viewers.add(viewer);
    if (!viewer.awaitLive(SOON)) {
      throw new AssertionError("not welcomed: " + viewer.closeCodes());
    }
    return viewer;
  }

  private HttpResponse<String> ask(int port, String method, String path) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .header("Cookie", "ns=PRODUCER")
            .timeout(Duration.ofSeconds(15))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (java.io.IOException | InterruptedException broken) {
      throw new AssertionError(broken);
    }
  }

  /** The whole stage as it is stored. */
  List<TimelineEntry> stored() {
    return one.timelines.log(LogId.stage(DEMO)).snapshot(2_000).recent();
  }

  /** The server and every backend of it. */
  private Stream<ProcessHandle> postgresProcesses() {
    var server = ProcessHandle.of(postgres.pid()).orElseThrow();
    return Stream.concat(Stream.of(server), server.descendants());
  }

  void freezePostgres() {
    postgresProcesses().forEach(Signals::freeze);
  }

  void thawPostgres() {
    postgresProcesses().forEach(Signals::thaw);
  }

  void killPostgres() {
    ProcessHandle.of(postgres.pid()).orElseThrow().destroyForcibly();
  }

  @Override
  public void close() {
    viewers.forEach(TestViewer::close);
    one.close();
    two.close();
    http.close();
    outside.close().toCompletionStage().toCompletableFuture().join();
    door.close();
    database.close();
    redis.close();
    postgres.close();
  }
}
