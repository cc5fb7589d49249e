package live.nigiwai.runtime.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import live.nigiwai.runtime.cluster.Bell;
import live.nigiwai.runtime.cluster.RedisAddress;
import live.nigiwai.runtime.cluster.RedisBell;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.PostgresAddress;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.ViewerId;
import live.nigiwai.show.timeline.AppendOutcome;
import live.nigiwai.show.timeline.Badge;
import live.nigiwai.show.timeline.Draft;
import live.nigiwai.show.timeline.Log;
import live.nigiwai.show.timeline.LogId;
import live.nigiwai.show.timeline.ShowState;
import live.nigiwai.show.timeline.TimelineEntry;
import live.nigiwai.show.timeline.TimelineEvent.CommentPosted;
import live.nigiwai.show.timeline.TimelineEvent.ProductPinned;
import live.nigiwai.show.timeline.Versioned;
import live.nigiwai.show.timeline.Words;
import live.nigiwai.testkit.Eventually;
import live.nigiwai.testkit.PostgresForTests;
import live.nigiwai.testkit.RedisProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two nodes on one database and a real Redis: one order, whatever happens to the bell. */
class NodesKeepOneOrderTest {
  private static final PostgresAddress DATABASE =
      PostgresForTests.migrated(TimelineWriter.MIGRATIONS);
  private static final ProductId TEAPOT = new ProductId("teapot");
  private static Vertx vertx;
  private static Database database;
  private static int shows;

  private final ShowId show = new ShowId("show-" + ++shows);
  private final RedisProcess redis = RedisProcess.start();
  private final List<Node> nodes = new ArrayList<>();

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    database = Database.open(vertx, DATABASE, 12);
  }

  @AfterAll
  static void stop() {
    database.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @AfterEach
  void stopNodes() {
    nodes.forEach(Node::close);
    redis.close();
  }

  /** One node's writer, and what someone who follows the show there is handed. */
  private final class Node {
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Bell bell;
    final TimelineWriter writer;
    final List<TimelineEntry> seen = new CopyOnWriteArrayList<>();
    final List<Versioned> states = new CopyOnWriteArrayList<>();

    Node(Bell bell, TimelineConfig config) {
      this.bell = bell;
      this.writer = TimelineWriter.open(database, database, config, bell, meters);
      nodes.add(this);
    }

    Node following() {
      writer
          .stage(show)
          .follow(
              batch -> {
                seen.addAll(batch.entries());
                states.addAll(batch.states());
              });
      return this;
    }

    CompletionStage<AppendOutcome> say(String key) {
      return writer.stage(show).append(comment(key));
    }

    void pin() {
      writer.act(
          show,
          action ->
              action.append(
                  Log.STAGE, new Draft(null, Actor.staff("p"), null, new ProductPinned(TEAPOT))));
    }

    double count(String name, String... tags) {
      return meters.counter(name, tags).count();
    }

    void close() {
      writer.close();
      bell.close();
    }
  }

  private Node ringing(TimelineConfig config) {
    var node =
        new Node(
            RedisBell.open(RedisAddress.parse(redis.url()), new SimpleMeterRegistry()), config);
    Eventually.holds(() -> assertThat(node.bell.reach()).isEqualTo(Bell.Reach.HEARD));
    return node;
  }

  private static TimelineConfig comparingEvery(Duration every) {
    return new TimelineConfig(Duration.ofMillis(20), 500, 10_000, Duration.ofSeconds(30), every);
  }

  private static TimelineConfig seldomComparing() {
    return comparingEvery(Duration.ofSeconds(60));
  }

  /** Gathers long enough that a slow machine still stores in one batch what is said at once. */
  private static TimelineConfig gathering() {
    return new TimelineConfig(
        Duration.ofSeconds(1), 500, 10_000, Duration.ofSeconds(30), Duration.ofSeconds(60));
  }

  @Test
  void bothNodesHandOnTheSameEntriesInTheSameOrder() {
    var one = ringing(seldomComparing()).following();
    var two = ringing(seldomComparing()).following();
    var pending = new ArrayList<CompletionStage<AppendOutcome>>();
    for (int i = 0; i < 400; i++) {
      pending.add((i % 2 == 0 ? one : two).say("k" + i));
      if (i % 40 == 0) {
        (i % 80 == 0 ? two : one).pin();
      }
    }
    pending.forEach(NodesKeepOneOrderTest::stored);
    Eventually.holds(
        () -> {
          assertThat(one.seen).hasSize(410);
          assertThat(two.seen).hasSize(410);
        });
    assertThat(offsets(one)).isEqualTo(LongStream.rangeClosed(1, 410).boxed().toList());
    assertThat(two.seen).isEqualTo(one.seen);
    assertThat(one.count("nigiwai.timeline.bells", "told", "all")).isPositive();
  }

  @Test
  void stateAnnouncedOnOneNodeArrivesOnTheOtherTheNewestLast() {
    var one = ringing(seldomComparing()).following();
    var two = ringing(seldomComparing()).following();
    for (int i = 1; i <= 50; i++) {
      (i % 3 == 0 ? one : two).writer.stage(show).announce(left(100 - i, i));
    }
    for (var node : List.of(one, two)) {
      Eventually.holds(() -> assertThat(node.states).last().isEqualTo(left(50, 50)));
      assertThat(node.states.stream().map(Versioned::version).toList()).isSorted();
    }
  }

  @Test
  void aBellThatWasLostIsNoticedByComparing() {
    var silent = new Node(Bell.deaf(), seldomComparing());
    var two = ringing(comparingEvery(Duration.ofMillis(100))).following();
    stored(silent.say("unheard"));
    silent.writer.stage(show).announce(left(3, 9));
    Eventually.holds(
        () -> {
          assertThat(offsets(two)).containsExactly(1L);
          assertThat(two.states).containsExactly(left(3, 9));
        });
    assertThat(two.count("nigiwai.timeline.bells", "told", "lost")).isPositive();
    assertThat(two.count("nigiwai.timeline.gap.reads")).isPositive();
  }

  @Test
  void aHoleBeforeABellIsReadFromTheDatabaseAtOnce() {
    var silent = new Node(Bell.deaf(), seldomComparing());
    var one = ringing(seldomComparing()).following();
    var two = ringing(seldomComparing()).following();
    Eventually.holds(() -> assertThat(two.bell.reach()).isEqualTo(Bell.Reach.HEARD));
    stored(one.say("first"));
    Eventually.holds(() -> assertThat(offsets(two)).containsExactly(1L));
    for (int i = 0; i < 30; i++) {
      stored(silent.say("unheard-" + i));
    }
    stored(one.say("last"));
    for (var node : List.of(one, two)) {
      Eventually.holds(
          () ->
              assertThat(offsets(node)).isEqualTo(LongStream.rangeClosed(1, 32).boxed().toList()));
    }
  }

  @Test
  void aBatchTooLargeToBeToldIsRead() {
    var one = ringing(gathering());
    var two = ringing(seldomComparing()).following();
    var pending = new ArrayList<CompletionStage<AppendOutcome>>();
    for (int i = 0; i < 450; i++) {
      pending.add(one.say("k" + i));
    }
    pending.forEach(NodesKeepOneOrderTest::stored);
    Eventually.holds(
        () -> assertThat(offsets(two)).isEqualTo(LongStream.rangeClosed(1, 450).boxed().toList()));
    assertThat(two.count("nigiwai.timeline.gap.reads")).isPositive();
  }

  @Test
  void withoutRedisNodesAskTheDatabaseEachTick() {
    var one = new Node(Bell.deaf(), seldomComparing()).following();
    var two = new Node(Bell.deaf(), seldomComparing()).following();
    for (int i = 0; i < 20; i++) {
      stored((i % 2 == 0 ? one : two).say("k" + i));
    }
    one.writer.stage(show).announce(left(1, 4));
    for (var node : List.of(one, two)) {
      Eventually.holds(
          () -> {
            assertThat(offsets(node)).isEqualTo(LongStream.rangeClosed(1, 20).boxed().toList());
            assertThat(node.states).containsExactly(left(1, 4));
          });
    }
  }

  @Test
  void whileRedisIsGoneOrFrozenEverythingStillArrivesAndInOrder() {
    var one = ringing(seldomComparing()).following();
    var two = ringing(seldomComparing()).following();
    stored(one.say("before"));
    Eventually.holds(() -> assertThat(offsets(two)).containsExactly(1L));
    redis.kill();
    stored(one.say("gone-1"));
    stored(two.say("gone-2"));
    awaitBoth(one, two, 3);
    redis.restart();
    Eventually.holds(
        () -> {
          assertThat(one.bell.reach()).isEqualTo(Bell.Reach.HEARD);
          assertThat(two.bell.reach()).isEqualTo(Bell.Reach.HEARD);
        });
    redis.freeze();
    stored(two.say("frozen-1"));
    stored(one.say("frozen-2"));
    awaitBoth(one, two, 5);
    redis.thaw();
    stored(one.say("after"));
    awaitBoth(one, two, 6);
    assertThat(two.seen).isEqualTo(one.seen);
  }

  @Test
  void whoFollowsAfterALongPauseIsHandedWhatIsStoredFromThenOn() {
    var one = ringing(seldomComparing());
    var two = ringing(seldomComparing());
    two.writer.stage(show);
    for (int i = 0; i < 5; i++) {
      stored(one.say("k" + i));
    }
    two.following();
    stored(one.say("now"));
    Eventually.holds(() -> assertThat(offsets(two)).endsWith(6L));
    assertThat(offsets(two)).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aDatabaseThatLostTheNewestEntriesGetsANewEpochOnce() {
    var one = new Node(Bell.deaf(), seldomComparing());
    var two = new Node(Bell.deaf(), seldomComparing());
    var epochs = new CopyOnWriteArrayList<String>();
    one.writer.stage(show).follow(batch -> epochs.add(batch.epoch()));
    two.following();
    stored(one.say("kept"));
    stored(one.say("lost"));
    Eventually.holds(() -> assertThat(offsets(two)).containsExactly(1L, 2L));
    database.transaction(
        sql -> {
          sql.change("DELETE FROM timeline_entry WHERE show_id = $1 AND off = 2", show.value());
          return sql.change(
              "UPDATE timeline_log SET last_off = 1 WHERE show_id = $1 AND log = 0", show.value());
        });
    Eventually.holds(() -> assertThat(epochs.stream().distinct()).hasSize(2));
    assertThat(one.writer.stage(show).snapshot(5).at().epoch()).isEqualTo(epochs.getLast());
    stored(two.say("again"));
    Eventually.holds(() -> assertThat(offsets(two)).containsExactly(1L, 2L, 2L));
    assertThat(one.writer.stage(show).snapshot(5).at().epoch()).isEqualTo(epochs.getLast());
  }

  @Test
  void onlyLogsThatSomebodyFollowsAreListenedTo() {
    var one = ringing(seldomComparing());
    var two = ringing(seldomComparing());
    var following = two.writer.stage(show).follow(batch -> two.seen.addAll(batch.entries()));
    stored(one.say("heard"));
    Eventually.holds(() -> assertThat(offsets(two)).containsExactly(1L));
    following.close();
    double before = two.count("nigiwai.timeline.bells", "told", "all");
    stored(one.say("unheard"));
    stored(one.say("unheard too"));
    two.writer.log(LogId.backstage(show)).follow(batch -> {});
    assertThat(two.count("nigiwai.timeline.bells", "told", "all")).isEqualTo(before);
    assertThat(offsets(two)).containsExactly(1L);
  }

  private static void awaitBoth(Node one, Node two, long last) {
    var wanted = LongStream.rangeClosed(1, last).boxed().toList();
    for (var node : List.of(one, two)) {
      Eventually.holds(() -> assertThat(offsets(node)).isEqualTo(wanted));
    }
  }

  private static List<Long> offsets(Node node) {
    return node.seen.stream().map(TimelineEntry::offset).toList();
  }

  private static Versioned left(int left, long version) {
    return new Versioned(
        new ShowState.StockLeft(new SkuId("teapot-white"), TEAPOT, left, 100), version);
  }

  private static Draft comment(String key) {
    return new Draft(
        key,
        Actor.viewer(new ViewerId("v_1")),
        null,
        new CommentPosted("c_" + key, Badge.NONE, new Words("はな", "きれいですね " + key)));
  }

  private static void stored(CompletionStage<AppendOutcome> outcome) {
    assertThat(outcome.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join())
        .isInstanceOf(AppendOutcome.Stored.class);
  }
}
