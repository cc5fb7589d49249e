package live.nigiwai.runtime.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.EmbeddedPostgres;
import live.nigiwai.runtime.postgres.Migrations;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.ViewerId;
import live.nigiwai.show.timeline.AppendOutcome;
import live.nigiwai.show.timeline.Badge;
import live.nigiwai.show.timeline.Draft;
import live.nigiwai.show.timeline.History;
import live.nigiwai.show.timeline.Log;
import live.nigiwai.show.timeline.LogId;
import live.nigiwai.show.timeline.Position;
import live.nigiwai.show.timeline.ShowState;
import live.nigiwai.show.timeline.ShowTimeline;
import live.nigiwai.show.timeline.TimelineEntry;
import live.nigiwai.show.timeline.TimelineEvent.CommentDeleted;
import live.nigiwai.show.timeline.TimelineEvent.CommentPosted;
import live.nigiwai.show.timeline.TimelineEvent.ProductPinned;
import live.nigiwai.show.timeline.Versioned;
import live.nigiwai.show.timeline.Words;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the timeline promises, on a real PostgreSQL that is really taken away. */
class TimelineOnPostgresTest {
  private static final ProductId TEAPOT = new ProductId("teapot");
  private static int shows;

  @TempDir static Path data;
  private static EmbeddedPostgres postgres;
  private static Vertx vertx;
  private static Database database;

  private final ShowId show = new ShowId("show-" + ++shows);
  private TimelineWriter writer;
  private ShowTimeline stage;

  @BeforeAll
  static void startPostgres() {
    postgres = EmbeddedPostgres.start(data);
    Migrations.run(postgres.address(), TimelineWriter.MIGRATIONS);
    vertx = Vertx.vertx();
    database = Database.open(vertx, postgres.address(), 8);
  }

  @AfterAll
  static void stopPostgres() {
    database.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    postgres.close();
  }

  @BeforeEach
  void openWriter() {
    writer = TimelineWriter.alone(database, database, TimelineConfig.defaults());
    stage = writer.stage(show);
  }

  @AfterEach
  void closeWriter() {
    writer.close();
  }

  @Test
  void offsetsAreDenseAndFollowersSeeEveryEntryOnceInOrder() {
    var seen = new CopyOnWriteArrayList<Long>();
    stage.follow(batch -> batch.entries().forEach(entry -> seen.add(entry.offset())));
    var pending = new ArrayList<CompletionStage<AppendOutcome>>();
    for (int i = 0; i < 1_200; i++) {
      pending.add(stage.append(comment("v_" + i % 7, "k" + i, "こんにちは " + i)));
      if (i % 100 == 0) {
        pin();
      }
    }
    pending.forEach(outcome -> assertThat(await(outcome)).isInstanceOf(AppendOutcome.Stored.class));
    assertThat(seen).isEqualTo(LongStream.rangeClosed(1, 1_212).boxed().toList());
  }

  @Test
  void oneAuthorsCommentsKeepTheirOrder() {
    var outcomes =
        IntStream.range(0, 300)
            .mapToObj(i -> stage.append(comment("v_1", "k" + i, "" + i)))
            .toList();
    var texts = outcomes.stream().map(o -> text(stored(o))).toList();
    assertThat(texts).isEqualTo(IntStream.range(0, 300).mapToObj(i -> "" + i).toList());
    var offsets = outcomes.stream().map(o -> stored(o).offset()).toList();
    assertThat(offsets).isSorted();
  }

  @Test
  void aRepeatIsStoredOnceAndAnsweredWithTheFirst() {
    var first = stored(stage.append(comment("v_1", "same", "一度だけ")));
    var again = await(stage.append(comment("v_1", "same", "一度だけ")));
    assertThat(again).isEqualTo(new AppendOutcome.Duplicate(first));
    assertThat(await(stage.append(comment("v_2", "same", "別の人"))))
        .isInstanceOf(AppendOutcome.Stored.class);
    var inOneBatch =
        List.of(
            stage.append(comment("v_1", "both", "二度押し")),
            stage.append(comment("v_1", "both", "二度押し")));
    assertThat(await(inOneBatch.get(0))).isInstanceOf(AppendOutcome.Stored.class);
    assertThat(await(inOneBatch.get(1))).isInstanceOf(AppendOutcome.Duplicate.class);
  }

  @Test
  void aControlActionCommitsItsRowsAndItsFactTogetherOrNotAtAll() {
    database.query(sql -> sql.change("CREATE TABLE IF NOT EXISTS pins_of_test (product text)"));
    database.query(sql -> sql.change("DELETE FROM pins_of_test"));
    assertThatThrownBy(
            () ->
                writer.act(
                    show,
                    action -> {
                      action.sql().change("INSERT INTO pins_of_test VALUES ('teapot')");
                      action.append(Log.STAGE, producer(new ProductPinned(TEAPOT)));
                      throw new IllegalStateException("changed my mind");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(count("SELECT count(*) FROM pins_of_test")).isZero();
    assertThat(stage.snapshot(10).at().offset()).isZero();

    var entry =
        writer.act(
            show,
            action -> {
              action.sql().change("INSERT INTO pins_of_test VALUES ('teapot')");
              var pinned = action.append(Log.STAGE, producer(new ProductPinned(TEAPOT)));
              action.put(
                  Log.STAGE,
                  new ShowState.Pins(List.of(new ShowState.Pin(TEAPOT, pinned.showAt()))));
              return pinned;
            });
    assertThat(count("SELECT count(*) FROM pins_of_test")).isOne();
    var snapshot = stage.snapshot(10);
    assertThat(snapshot.recent()).containsExactly(entry);
    assertThat(snapshot.states())
        .containsExactly(
            new Versioned(
                new ShowState.Pins(List.of(new ShowState.Pin(TEAPOT, entry.showAt()))), 1));
  }

  @Test
  void aDeletedCommentKeepsItsPlaceAndLosesItsWordsEverywhere() {
    var posted = stored(stage.append(comment("v_1", "k1", "電話番号は 090-…")));
    var id = ((CommentPosted) posted.event()).commentId();
    writer.act(show, action -> action.append(Log.STAGE, producer(new CommentDeleted(id))));
    var history = (History.Continued) stage.readAfter(from(0), 10);
    assertThat(history.entries()).extracting(TimelineEntry::offset).containsExactly(1L, 2L);
    assertThat(((CommentPosted) history.entries().getFirst().event()).words()).isNull();
    assertThat(count("SELECT count(*) FROM timeline_entry WHERE fact::text LIKE '%電話番号%'"))
        .isZero();
    assertThat(count("SELECT count(*) FROM timeline_words WHERE body LIKE '%電話番号%'")).isZero();
  }

  @Test
  void aRangeIsReadBackInPiecesAndAGapIsSaidAloud() {
    IntStream.range(0, 25)
        .mapToObj(i -> stage.append(comment("v_1", "k" + i, "" + i)))
        .toList()
        .forEach(this::stored);
    var first = (History.Continued) stage.readAfter(from(0), 10);
    assertThat(first.more()).isTrue();
    assertThat(first.to().offset()).isEqualTo(10);
    var last = (History.Continued) stage.readAfter(new Position(first.to().epoch(), 20), 10);
    assertThat(last.more()).isFalse();
    assertThat(last.entries()).hasSize(5);
    assertThat(stage.readAfter(from(26), 10)).isEqualTo(new History.Gap(History.Reason.AHEAD));
    assertThat(stage.readAfter(new Position("other", 3), 10))
        .isEqualTo(new History.Gap(History.Reason.EPOCH));
  }

  @Test
  void onlyTheNewestValueOfAStateCounts() {
    var seen = new CopyOnWriteArrayList<Versioned>();
    stage.follow(batch -> seen.addAll(batch.states()));
    var newest = new Versioned(stock(3), 12);
    stage.announce(new Versioned(stock(5), 10));
    stage.announce(newest);
    stage.announce(new Versioned(stock(4), 11));
    stored(stage.append(comment("v_1", "k1", "あと3つ")));
    stage.announce(new Versioned(stock(9), 2));
    stored(stage.append(comment("v_1", "k2", "まだある?")));
    assertThat(seen.getLast()).isEqualTo(newest);
    assertThat(stage.snapshot(0).states()).containsExactly(newest);
  }

  @Test
  void timeNeverGoesBackAndEntriesInStepAreShownInOffsetOrder() {
    var late = producer(new ProductPinned(TEAPOT));
    var behind =
        new Draft(
            null, Actor.staff("p2"), new ShowTime(1), new ProductPinned(new ProductId("lamp")));
    var first = writer.act(show, action -> action.append(Log.STAGE, late));
    var second = writer.act(show, action -> action.append(Log.STAGE, behind));
    assertThat(second.at()).isGreaterThanOrEqualTo(first.at());
    assertThat(second.showAt()).isGreaterThanOrEqualTo(first.showAt());
  }

  @Test
  void theTwoLogsOfAShowCountApart() {
    stored(stage.append(comment("v_1", "k1", "表")));
    var backstage = writer.log(LogId.backstage(show));
    assertThat(stored(backstage.append(comment("v_1", "k1", "裏"))).offset()).isOne();
  }

  @Test
  void whatArrivesWhileTheDatabaseIsAwayIsStoredOnceInOrderWhenItReturns() throws Exception {
    stored(stage.append(comment("v_1", "k0", "0")));
    var seen = new CopyOnWriteArrayList<String>();
    stage.follow(batch -> batch.entries().forEach(entry -> seen.add(text(entry))));
    killPostmaster();
    var pending =
        IntStream.rangeClosed(1, 50)
            .mapToObj(i -> stage.append(comment("v_1", "k" + i, "" + i)))
            .toList();
    pending.forEach(outcome -> assertThat(await(outcome)).isInstanceOf(AppendOutcome.Stored.class));
    assertThat(seen).isEqualTo(IntStream.rangeClosed(1, 50).mapToObj(i -> "" + i).toList());
  }

  @Test
  void aFullBacklogRefusesInsteadOfGrowing() {
    var small =
        new TimelineConfig(
            java.time.Duration.ofMillis(900),
            2,
            3,
            java.time.Duration.ofSeconds(30),
            java.time.Duration.ofSeconds(2));
    try (var strict = TimelineWriter.alone(database, database, small)) {
      var log = strict.stage(show);
      stored(log.append(comment("v_1", "first", "0")));
      var outcomes =
          IntStream.range(0, 200)
              .mapToObj(i -> log.append(comment("v_1", "k" + i, "" + i)))
              .toList();
      assertThat(outcomes.stream().map(TimelineOnPostgresTest::await))
          .anyMatch(AppendOutcome.Overloaded.class::isInstance)
          .allMatch(
              o -> o instanceof AppendOutcome.Overloaded || o instanceof AppendOutcome.Stored);
    }
  }

  private static void killPostmaster() throws Exception {
    String pid =
        java.nio.file.Files.walk(data)
            .filter(path -> path.endsWith("postmaster.pid"))
            .findFirst()
            .map(TimelineOnPostgresTest::firstLine)
            .orElseThrow();
    new ProcessBuilder("kill", "-9", pid).start().waitFor();
  }

  private static String firstLine(Path file) {
    try {
      return java.nio.file.Files.readAllLines(file).getFirst();
    } catch (java.io.IOException gone) {
      throw new java.io.UncheckedIOException(gone);
    }
  }

  private void pin() {
    writer.act(show, action -> action.append(Log.STAGE, producer(new ProductPinned(TEAPOT))));
  }

  private static ShowState stock(int left) {
    return new ShowState.StockLeft(new SkuId("teapot-white"), TEAPOT, left, 20);
  }

  private static Draft producer(live.nigiwai.show.timeline.TimelineEvent event) {
    return new Draft(null, Actor.staff("p1"), null, event);
  }

  private static Draft comment(String viewer, String key, String text) {
    return new Draft(
        key,
        Actor.viewer(new ViewerId(viewer)),
        null,
        new CommentPosted("c_" + viewer + "_" + key, Badge.NONE, new Words("はな", text)));
  }

  private Position from(long offset) {
    return new Position(stage.snapshot(0).at().epoch(), offset);
  }

  private TimelineEntry stored(CompletionStage<AppendOutcome> outcome) {
    return ((AppendOutcome.Stored) await(outcome)).entry();
  }

  private static String text(TimelineEntry entry) {
    var words = ((CommentPosted) entry.event()).words();
    return words == null ? "" : words.text();
  }

  private static AppendOutcome await(CompletionStage<AppendOutcome> outcome) {
    return CompletableFuture.completedFuture(null)
        .thenCombine(outcome, (ignored, done) -> done)
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }

  private static long count(String sql) {
    return database.query(s -> s.one(sql, row -> row.getLong(0)).orElseThrow());
  }
}
