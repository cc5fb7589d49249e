package live.nigiwai.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import live.nigiwai.runtime.cluster.Bell;
import live.nigiwai.runtime.postgres.DatabaseUnavailableException;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.timeline.Draft;
import live.nigiwai.show.timeline.Log;
import live.nigiwai.show.timeline.TimelineEntry;
import live.nigiwai.show.timeline.TimelineEvent.CommentPosted;
import live.nigiwai.show.timeline.TimelineEvent.ProductPinned;
import live.nigiwai.testkit.Cable;
import live.nigiwai.testkit.ClientView;
import live.nigiwai.testkit.ClientView.Pending;
import live.nigiwai.testkit.Eventually;
import live.nigiwai.testkit.TestViewer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes with viewers, and what they see while Redis, PostgreSQL or a node goes. */
class NodesOutliveFaultsTest {
  /** Three seconds where the machine has nothing else to do. */
  private static final Duration BACK_WITHIN = Duration.ofSeconds(10);

  private static int said;

  @TempDir static Path data;
  private static Nodes nodes;

  private TestViewer hana;
  private TestViewer taro;

  @BeforeAll
  static void start() {
    nodes = new Nodes(data);
  }

  @AfterAll
  static void stop() {
    nodes.close();
  }

  @BeforeEach
  void arrive() {
    hana = nodes.one.viewer();
    taro = nodes.two.viewer();
  }

  @AfterEach
  void leave() {
    hana.close();
    taro.close();
  }

  @Test
  void viewersOfBothNodesAreInOneRoom() {
    say(hana, "ひとつめ");
    say(taro, "ふたつめ");
    for (var viewer : List.of(hana, taro)) {
      assertThat(viewer.await(view -> view.viewers() == 2, Nodes.SOON)).isTrue();
    }
    long before = taro.look(ClientView::hearts);
    hana.send("{\"c\":\"heart\",\"n\":5}");
    assertThat(taro.await(view -> view.hearts() == before + 5, Nodes.SOON)).isTrue();
    assertThat(nodes.one.ask("GET", "/api/shows/demo/audience").body())
        .contains("\"viewers\":2", nodes.one.bell.node(), nodes.two.bell.node());
    assertAlike();
  }

  @Test
  void aDeletionBlanksTheCommentOnEveryNode() {
    say(hana, "消してほしい言葉");
    var id = nodes.stored().getLast().event() instanceof CommentPosted it ? it.commentId() : "";
    assertThat(nodes.two.ask("DELETE", "/api/shows/demo/comments/" + id).statusCode())
        .isEqualTo(204);
    for (var viewer : List.of(hana, taro)) {
      assertThat(
              viewer.await(
                  view -> view.comments().stream().anyMatch(c -> c.id().equals(id) && c.deleted()),
                  Duration.ofSeconds(1)))
          .isTrue();
    }
  }

  @Test
  void withRedisKilledOrFrozenNobodyIsDisconnectedAndCommentsGoOn() {
    nodes.redis.kill();
    say(hana, "Redisなし 1");
    say(taro, "Redisなし 2");
    nodes.redis.restart();
    awaitHeard();
    nodes.redis.freeze();
    say(taro, "凍結 1");
    say(hana, "凍結 2");
    nodes.redis.thaw();
    say(hana, "復旧");
    awaitHeard();
    assertNobodyNoticed();
  }

  @Test
  void withThePostgresKilledWhatWaitsIsStoredOnceAndInOrderWhenItReturns() {
    nodes.killPostgres();
    sayToNobody(12);
    awaitAllStored(BACK_WITHIN);
    assertNobodyNoticed();
  }

  @Test
  void whileTheDatabaseIsAwaySendersWaitAndControlIsRefused() {
    nodes.database.cut();
    try {
      sayToNobody(12);
      assertControlIsRefusedWithin(Duration.ofSeconds(1));
      assertThat(hana.look(ClientView::pending))
          .hasSize(6)
          .extracting(Pending::state)
          .containsOnly(Pending.State.SENDING);
    } finally {
      nodes.database.mend();
    }
    awaitAllStored(BACK_WITHIN);
    assertNobodyNoticed();
  }

  @Test
  void aFrozenDatabaseIsAsGoodAsNone() {
    nodes.freezePostgres();
    try {
      sayToNobody(10);
      assertControlIsRefusedWithin(Duration.ofSeconds(6));
    } finally {
      nodes.thawPostgres();
    }
    awaitAllStored(BACK_WITHIN);
    assertNobodyNoticed();
  }

  @Test
  void aCommitWhoseAnswerIsLostIsFoundAgainAndNotRepeated() {
    nodes.database.loseTheAnswerTo("COMMIT");
    say(hana, "一度だけ");
    assertThat(nodes.database.answerWasLost()).isTrue();
    assertThat(nodes.stored().stream().filter(entry -> text(entry).equals("一度だけ"))).hasSize(1);
    assertNobodyNoticed();
  }

  @Test
  void viewersOfANodeThatIsGoneGoOnAtAnotherWithoutAGap() {
    nodes.door.leadTo(nodes.one.port());
    var mobile = nodes.viewerThroughTheDoor();
    say(mobile, "移動前");
    nodes.door.leadTo(nodes.two.port());
    nodes.door.cut();
    say(taro, "いない間");
    nodes.door.mend();
    say(mobile, "移動後");
    assertThat(mobile.await(view -> texts(view).contains("いない間"), Nodes.SOON)).isTrue();
    assertThat(mobile.await(view -> texts(view).contains("移動後"), Nodes.SOON)).isTrue();
    assertThat(mobile.look(ClientView::holes)).isZero();
    assertThat(mobile.look(ClientView::repeats)).isZero();
    var whole = taro.look(ClientView::comments);
    var seen = mobile.look(ClientView::comments);
    // Whoever came later was welcomed with the last of them.
    assertThat(seen).isEqualTo(whole.subList(whole.size() - seen.size(), whole.size()));
  }

  @Test
  void viewersOfANodeThatStopsLeaveOverAWindowAndGoOnElsewhereWithoutAGap() {
    int count = 40;
    var window = Duration.ofSeconds(2);
    try (var three = nodes.new Node();
        var door = Cable.to(three.port())) {
      var leaving = new ArrayList<TestViewer>();
      for (int i = 0; i < count; i++) {
        leaving.add(nodes.arrive(door.port()));
      }
      Eventually.holds(() -> assertThat(three.relay.hasOtherNodes()).isTrue());
      door.leadTo(nodes.two.port());
      long began = System.nanoTime();
      var draining = Thread.ofVirtual().start(() -> three.relay.sendAway(window));
      Eventually.get(door::connections, all -> all >= count + count / 2);
      assertThat(since(began)).isGreaterThan(window.dividedBy(3));
      say(taro, "引っ越しの間");
      Eventually.get(door::connections, all -> all >= 2 * count);
      assertThat(since(began)).isGreaterThan(window.multipliedBy(3).dividedBy(4));
      for (var viewer : leaving) {
        assertThat(viewer.await(view -> texts(view).contains("引っ越しの間"), Nodes.SOON)).isTrue();
        assertThat(viewer.closeCodes()).containsExactly(4200);
        assertThat(viewer.look(ClientView::holes)).isZero();
        assertThat(viewer.look(ClientView::repeats)).isZero();
      }
      Eventually.holds(() -> assertThat(draining.isAlive()).isFalse());
      leaving.forEach(TestViewer::close);
    }
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private void say(TestViewer who, String text) {
    who.say(text);
    for (var viewer : List.of(hana, taro)) {
      assertThat(viewer.await(view -> texts(view).contains(text), Nodes.SOON))
          .as("%s arrives", text)
          .isTrue();
    }
  }

  /**
   * Comments of both that cannot be stored yet; each new, because what five people say alike waits
   * for a moderator.
   */
  private void sayToNobody(int count) {
    for (int i = 0; i < count / 2; i++) {
      hana.say("待つ花 " + said++);
      taro.say("待つ太郎 " + said++);
    }
  }

  private static void assertControlIsRefusedWithin(Duration limit) {
    long asked = System.nanoTime();
    var pinned =
        new Draft(null, Actor.staff("p"), null, new ProductPinned(new ProductId("teapot")));
    assertThatThrownBy(
            () -> nodes.two.timelines.act(Nodes.DEMO, action -> action.append(Log.STAGE, pinned)))
        .isInstanceOf(DatabaseUnavailableException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(limit);
  }

  private void awaitAllStored(Duration within) {
    for (var viewer : List.of(hana, taro)) {
      assertThat(viewer.await(view -> view.pending().isEmpty(), within))
          .as("all stored, but %s; %s", viewer.look(ClientView::pending), answers(viewer))
          .isTrue();
    }
    Eventually.holds(this::assertAlike);
  }

  private static List<String> answers(TestViewer viewer) {
    return viewer.look(view -> view.talk().refusals());
  }

  private void awaitHeard() {
    for (var node : List.of(nodes.one, nodes.two)) {
      Eventually.holds(() -> assertThat(node.bell.reach()).isEqualTo(Bell.Reach.HEARD));
    }
  }

  private void assertNobodyNoticed() {
    assertThat(hana.closeCodes()).isEmpty();
    assertThat(taro.closeCodes()).isEmpty();
    Eventually.holds(this::assertAlike);
  }

  /** Both viewers have what is stored, in its order, each entry once. */
  private void assertAlike() {
    var stored = nodes.stored();
    assertThat(stored.stream().map(TimelineEntry::offset).toList())
        .isEqualTo(LongStream.rangeClosed(1, stored.size()).boxed().toList());
    for (var viewer : List.of(hana, taro)) {
      assertThat(viewer.look(ClientView::offset)).isEqualTo(stored.size());
      assertThat(viewer.look(ClientView::holes)).isZero();
      assertThat(viewer.look(ClientView::repeats)).isZero();
    }
    assertThat(hana.look(NodesOutliveFaultsTest::texts))
        .isEqualTo(taro.look(NodesOutliveFaultsTest::texts));
  }

  private static List<String> texts(ClientView view) {
    return view.comments().stream().map(c -> c.text() == null ? "" : c.text()).toList();
  }

  private static String text(TimelineEntry entry) {
    return entry.event() instanceof CommentPosted it && it.words() != null ? it.words().text() : "";
  }
}
