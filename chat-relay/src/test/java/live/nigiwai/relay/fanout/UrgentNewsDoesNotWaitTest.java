package live.nigiwai.relay.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UrgentNewsDoesNotWaitTest {
  private final CrewStage stage = CrewStage.paced();

  @Test
  void theFirstCommentAfterAQuietTimeGoesOutAtOnce() {
    var heard = stage.join();
    stage.pass(1_000);
    stage.comment();
    stage.settle();
    assertThat(heard.offsets).containsExactly(1L);
  }

  @Test
  void commentsInARowShareTheNextSweep() {
    var heard = stage.join();
    stage.pass(1_000);
    int before = heard.frames;
    for (int i = 0; i < 10; i++) {
      stage.comment();
      stage.pass(10);
    }
    stage.pass(200);
    assertThat(heard.offsets).hasSize(10);
    assertThat(heard.frames - before).isEqualTo(2);
  }

  @Test
  void whatWaitsLeavesWithTheNextNewsOnceTheGapIsOver() {
    var heard = stage.join();
    stage.pass(1_000);
    stage.comment();
    stage.pass(50);
    stage.comment();
    stage.pass(55);
    assertThat(heard.offsets).containsExactly(1L);
    stage.comment();
    stage.settle();
    assertThat(heard.offsets).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aPinDoesNotWaitForTheNextSweep() {
    var heard = stage.join();
    stage.pass(1_000);
    stage.comment();
    stage.pass(10);
    stage.comment();
    stage.pass(10);
    assertThat(heard.offsets).containsExactly(1L);
    stage.pin();
    stage.settle();
    assertThat(heard.offsets).as("and takes along what waits").containsExactly(1L, 2L, 3L);
  }

  @Test
  void aPinInTheMiddleOfASweepReachesEveryoneWithinOneCircle() {
    var all = IntStream.range(0, 5_000).mapToObj(i -> stage.join()).toList();
    stage.pass(1_000);
    stage.comment();
    stage.loop.runNext(); // the news is taken in and the first chunk written
    stage.loop.runNext();
    stage.pin();
    stage.loop.runNext(); // the chunk that stood before it
    long reached = all.stream().filter(heard -> heard.offsets.contains(1L)).count();
    assertThat(reached).isBetween(512L, 4_000L);
    int chunks = 0;
    while (all.stream().anyMatch(heard -> !heard.offsets.contains(2L))) {
      assertThat(stage.loop.runNext()).isTrue();
      chunks++;
    }
    assertThat(chunks).isLessThanOrEqualTo(5_000 / 512 + 3);
    stage.settle();
    assertThat(all).allSatisfy(heard -> assertThat(heard.offsets).containsExactly(1L, 2L));
    assertThat(all.stream().filter(heard -> heard.frames == 2).count())
        .as("who was still ahead got both in one frame, beside the welcome")
        .isEqualTo(5_000 - reached);
  }

  @Test
  void nobodyIsAlwaysLast() {
    var all = IntStream.range(0, 2_000).mapToObj(i -> stage.join()).toList();
    stage.pass(1_000);
    var firsts = new java.util.HashSet<Integer>();
    for (int sweep = 0; sweep < 5; sweep++) {
      long next = stage.end + 1;
      stage.comment();
      stage.loop.runNext();
      firsts.add(IntStream.range(0, 2_000).filter(i -> all.get(i).offsets.contains(next)).sum());
      stage.settle();
      stage.pass(300);
    }
    assertThat(firsts).hasSizeGreaterThan(3);
  }

  @Test
  void heartsAloneAreToldLessOften() {
    var heard = stage.join();
    stage.pass(1_000);
    int before = heard.frames;
    for (int i = 0; i < 100; i++) {
      stage.heart();
      stage.pass(10);
    }
    stage.pass(500);
    assertThat(heard.hearts).isEqualTo(100);
    assertThat(heard.frames - before).isLessThanOrEqualTo(4);
  }

  @Test
  void theGapGrowsWithTheCrowdAndWithWhatASweepTakes() {
    var tempo = Tempo.defaults();
    long few = tempo.gapNanos(1, 0);
    assertThat(Duration.ofNanos(few)).isBetween(Duration.ofMillis(100), Duration.ofMillis(105));
    assertThat(tempo.gapNanos(10_000, 0)).isEqualTo(tempo.gapCrowd().toNanos());
    long long150 = Duration.ofMillis(150).toNanos();
    assertThat(tempo.gapNanos(10, long150)).isEqualTo(Duration.ofMillis(250).toNanos());
    assertThat(tempo.gapNanos(10, 10 * long150)).isEqualTo(tempo.gapMax().toNanos());
    assertThat(tempo.waitNanos(News.Urgency.URGENT, 10_000, 0)).isZero();
  }
}
