package live.nigiwai.relay.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StalledReadersShareOneBudgetTest {
  private static final Slow SLOW = new Slow(1_000, Duration.ofSeconds(10), 20_000, 5);

  private final CrewStage stage = new CrewStage(Tempo.defaults(), 64, SLOW);

  private java.util.List<Heard> stalled(int count, int bytesEach) {
    var all = IntStream.range(0, count).mapToObj(i -> stage.join()).toList();
    stage.settle();
    for (var heard : all) {
      heard.writesUntilFull = 0;
      heard.waitingBytes = bytesEach;
    }
    return all;
  }

  @Test
  void withinTheBudgetNobodyIsCutBeforeTheirTime() {
    var all = stalled(10, 900);
    stage.tick();
    stage.pass(5_000);
    stage.tick();
    stage.settle();
    assertThat(all).noneMatch(Heard::closed);
    assertThat(stage.outbound.waiting()).isEqualTo(9_000);
  }

  @Test
  void beyondItPatienceShrinksAndTheSlowestGo() {
    var all = stalled(100, 900);
    stage.tick(); // counts
    stage.settle();
    assertThat(stage.outbound.waiting()).isEqualTo(90_000);
    stage.tick();
    stage.settle();
    assertThat(all.stream().filter(heard -> heard.closeCode == CloseCode.TOO_SLOW)).hasSize(5);
  }

  @Test
  void aStallOfTheWholeNetworkIsNoStormOfReconnects() {
    var all = stalled(100, 900);
    for (int second = 0; second < 4; second++) {
      stage.tick();
      stage.pass(1_000);
    }
    long cut = all.stream().filter(Heard::closed).count();
    assertThat(cut).isBetween(10L, 25L);
    assertThat(stage.crew.present()).isEqualTo(100 - (int) cut);
  }

  @Test
  void anEmptiedRoomLeavesNothingInTheBudget() {
    var all = stalled(10, 900);
    stage.tick();
    stage.settle();
    all.forEach(heard -> java.util.Objects.requireNonNull(heard.member).leave());
    stage.tick();
    stage.settle();
    assertThat(stage.outbound.waiting()).isZero();
    stage.crew.dissolve();
    assertThat(stage.outbound.waiting()).isZero();
  }
}
