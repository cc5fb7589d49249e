package live.nigiwai.relay.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import live.nigiwai.runtime.cluster.Bell;
import live.nigiwai.show.ShowId;
import live.nigiwai.testkit.FakeTime;
import org.junit.jupiter.api.Test;

/** Audiences over nodes, on a bell and a clock of the test's own. */
class CrowdsTest {
  private static final ShowId DEMO = new ShowId("demo");

  private final FakeTime time = new FakeTime();
  private final Map<String, List<Bell.Ear>> ears = new HashMap<>();
  private final Node one = new Node("one");
  private final Node two = new Node("two");

  /** A node whose viewers the test counts. */
  private final class Node {
    final Crowds crowds;
    int here;

    Node(String name) {
      crowds = new Crowds(new FakeBell(name), time::nanos);
    }

    void tick() {
      crowds.tick(List.of(DEMO), ignored -> here);
    }

    Crowds.Turnout turnout() {
      return crowds.turnout(DEMO, here);
    }
  }

  private final class FakeBell implements Bell {
    private final String node;

    FakeBell(String node) {
      this.node = node;
    }

    @Override
    public Reach reach() {
      return Reach.HEARD;
    }

    @Override
    public String node() {
      return node;
    }

    @Override
    public void ring(String channel, Supplier<byte[]> message) {
      List.copyOf(ears.getOrDefault(channel, List.of())).forEach(e -> e.heard(message.get()));
    }

    @Override
    public Hearing hear(String channel, Ear ear) {
      var all = ears.computeIfAbsent(channel, ignored -> new ArrayList<>());
      all.add(ear);
      return () -> all.remove(ear);
    }

    @Override
    public void close() {}
  }

  private void pass(int seconds, Node... alive) {
    for (int i = 0; i < 4 * seconds; i++) {
      time.advance(Duration.ofMillis(250));
      for (var node : alive) {
        node.tick();
      }
    }
  }

  @Test
  void viewersOfAllNodesAreSummedWithinTwoSeconds() {
    one.here = 30;
    two.here = 12;
    pass(2, one, two);
    for (var node : List.of(one, two)) {
      assertThat(node.turnout().viewers()).isEqualTo(42);
      assertThat(node.turnout().viewersByNode()).isEqualTo(Map.of("one", 30, "two", 12));
      assertThat(node.crowds.otherNodes()).isOne();
    }
  }

  @Test
  void viewersOfANodeThatDiedAreGoneAfterFifteenSeconds() {
    one.here = 30;
    two.here = 12;
    pass(6, one, two);
    pass(10, one);
    assertThat(one.turnout().viewers()).isEqualTo(42);
    pass(6, one);
    assertThat(one.turnout().viewers()).isEqualTo(30);
    assertThat(one.turnout().viewersByNode()).doesNotContainKey("two");
    assertThat(one.crowds.otherNodes()).isZero();
  }

  @Test
  void aNodeThatLeavesTakesItsViewersWithItAtOnce() {
    one.here = 30;
    two.here = 12;
    pass(2, one, two);
    two.crowds.close();
    assertThat(one.turnout().viewers()).isEqualTo(30);
    assertThat(one.crowds.otherNodes()).isZero();
  }

  @Test
  void thePeakOutlivesTheNodeThatSawIt() {
    two.here = 500;
    pass(2, one, two);
    two.here = 3;
    pass(20, one);
    assertThat(one.turnout().peak()).isEqualTo(500);
    var late = new Node("three");
    one.here = 1;
    pass(6, one, late);
    assertThat(late.turnout().peak()).isEqualTo(500);
  }

  @Test
  void joinsAreCountedForAMinuteOverAllNodes() {
    one.here = 2;
    two.here = 1;
    one.crowds.joined(DEMO);
    one.crowds.joined(DEMO);
    two.crowds.joined(DEMO);
    pass(6, one, two);
    assertThat(one.turnout().joinsPerMinute()).isEqualTo(3);
    pass(66, one, two);
    assertThat(two.turnout().joinsPerMinute()).isZero();
  }

  @Test
  void tapsReachOtherNodesAsSumsByType() {
    var seen = new EnumMap<Reaction, Integer>(Reaction.class);
    two.crowds.hearTaps(DEMO, (reaction, count) -> seen.merge(reaction, count, Integer::sum));
    var own = new ArrayList<Reaction>();
    one.crowds.hearTaps(DEMO, (reaction, count) -> own.add(reaction));
    for (int i = 0; i < 10; i++) {
      one.crowds.tapped(DEMO, Reaction.HEART, 3);
      one.crowds.tapped(DEMO, Reaction.CLAP, 1);
    }
    pass(1, one, two);
    assertThat(seen).isEqualTo(Map.of(Reaction.HEART, 30, Reaction.CLAP, 10));
    assertThat(own).isEmpty();
  }

  @Test
  void whatCannotBeReadIsPassedOver() {
    one.here = 4;
    for (var text :
        List.of("", "[]", "{\"node\":\"x\"}", "{\"node\":\"x\",\"shows\":{\"??\":1}}")) {
      ears.getOrDefault("presence", List.of())
          .forEach(ear -> ear.heard(text.getBytes(StandardCharsets.UTF_8)));
    }
    assertThat(one.turnout().viewers()).isEqualTo(4);
  }
}
