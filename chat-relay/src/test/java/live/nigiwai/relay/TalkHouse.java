package live.nigiwai.relay;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import live.nigiwai.relay.moderation.CommentId;
import live.nigiwai.runtime.cluster.Bell;
import live.nigiwai.runtime.http.ClientAddresses;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.PostgresAddress;
import live.nigiwai.runtime.timeline.TimelineConfig;
import live.nigiwai.runtime.timeline.TimelineWriter;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.ViewerId;
import live.nigiwai.show.timeline.TimelineEntry;
import live.nigiwai.testkit.ClientView;
import live.nigiwai.testkit.PostgresForTests;
import live.nigiwai.testkit.TestViewer;
import org.jspecify.annotations.Nullable;

/** One node of a relay with its whole conversation, on a real database. */
final class TalkHouse implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(10);
  static final ShowId DEMO = new ShowId("demo");

  final Vertx vertx = Vertx.vertx();
  final Map<String, Integer> orders = new ConcurrentHashMap<>();
  final PostgresAddress address;
  final Database database;
  final TimelineWriter timelines;
  final Relay relay;
  final URI base;
  private final List<TestViewer> viewers = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  TalkHouse() {
    this(PostgresForTests.migrated(TimelineWriter.MIGRATIONS, Relay.MIGRATIONS));
  }

  /** Another node, or the same one after a restart. */
  TalkHouse(PostgresAddress address) {
    this.address = address;
    this.database = Database.open(vertx, address, 8);
    this.timelines =
        TimelineWriter.open(
            Database.open(vertx, address, 4),
            Database.open(vertx, address, 4),
            TimelineConfig.defaults(),
            Bell.deaf(),
            new SimpleMeterRegistry());
    var config = RelayConfig.defaults();
    relay =
        Relay.open(
            config,
            vertx,
            timelines,
            database,
            Bell.alone(),
            () -> new ShowTime(System.currentTimeMillis()),
            new FakeVisitors(),
            new RelayHouse.DemoAlone(),
            (show, viewer) -> orders.getOrDefault(viewer.value(), 0),
            new ClientAddresses(Set.of()),
            new SimpleMeterRegistry());
    var server = RelayPort.open(vertx, relay, config);
    base = URI.create("http://127.0.0.1:" + server.actualPort());
  }

  /** A viewer by this id, who is already in. */
  TestViewer viewer(String id) {
    return in(arrive("stage", "nv=" + id));
  }

  /** A member of the staff with this role, following a log. */
  TestViewer staff(String role, String log) {
    return in(arrive(log, "ns=" + role));
  }

  TestViewer arrive(String log, @Nullable String cookie) {
    var viewer = TestViewer.open(vertx, base, "demo", log, cookie);
    viewers.add(viewer);
    return viewer;
  }

  private static TestViewer in(TestViewer viewer) {
    if (!viewer.awaitLive(SOON)) {
      throw new AssertionError("not welcomed: " + viewer.closeCodes());
    }
    return viewer;
  }

  /** The id of what a viewer said under a key. */
  static String commentId(String viewer, String key) {
    return CommentId.of(DEMO, Actor.viewer(new ViewerId(viewer)), key);
  }

  /** A request of a moderator; the path without {@code /api/}. */
  Answered moderator(String method, String path, @Nullable String body) {
    return request("ns=MODERATOR", method, path, body);
  }

  Answered request(String cookie, String method, String path, @Nullable String body) {
    var content =
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'));
    var request =
        HttpRequest.newBuilder(base.resolve("/api/" + path))
            .method(method, content)
            .header("Cookie", cookie)
            .header("Content-Type", "application/json")
            .build();
    try {
      var response = http.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answered(response.statusCode(), response.body());
    } catch (IOException | InterruptedException broken) {
      throw new AssertionError(broken);
    }
  }

  /** What the server answered. */
  record Answered(int status, String body) {
    JsonNode json() {
      try {
        return Golden.JSON.readTree(body);
      } catch (IOException malformed) {
        throw new AssertionError(body, malformed);
      }
    }
  }

  List<TimelineEntry> stage() {
    return timelines.stage(DEMO).snapshot(10_000).recent();
  }

  List<TimelineEntry> backstage() {
    return timelines.backstage(DEMO).snapshot(10_000).recent();
  }

  long number(String sql, Object... args) {
    return database.query(s -> s.one(sql, row -> row.getLong(0), args).orElseThrow());
  }

  /** The texts a viewer sees, deleted ones as null. */
  static List<@Nullable String> texts(ClientView view) {
    var texts = new ArrayList<@Nullable String>();
    view.comments().forEach(comment -> texts.add(comment.text()));
    return texts;
  }

  static boolean sees(TestViewer viewer, String text) {
    return viewer.await(view -> texts(view).contains(text), SOON);
  }

  static boolean refused(TestViewer viewer, String code) {
    return viewer.await(view -> view.talk().refusals().contains(code), SOON);
  }

  static boolean settled(TestViewer viewer) {
    return viewer.await(
        view ->
            view.pending().stream()
                .noneMatch(each -> each.state() == ClientView.Pending.State.SENDING),
        SOON);
  }

  @Override
  public void close() {
    viewers.forEach(TestViewer::close);
    relay.close();
    timelines.close();
    http.close();
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (Exception stuck) {
      throw new IllegalStateException("Vert.x did not stop", stuck);
    }
  }
}
