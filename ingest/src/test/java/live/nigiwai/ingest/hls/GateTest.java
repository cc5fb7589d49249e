package live.nigiwai.ingest.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import live.nigiwai.show.ShowId;
import org.junit.jupiter.api.Test;

/** Who was let in stays while nobody can be asked; who is shut out is so within seconds. */
final class GateTest {
  private static final ShowId SHOW = new ShowId("demo");

  private final AtomicLong nanos = new AtomicLong();
  private boolean open = true;
  private boolean away;
  private int asked;
  private final Gate gate =
      new Gate(
          (show, pass) -> {
            asked++;
            if (away) {
              throw new IllegalStateException("away");
            }
            return open;
          },
          Runnable::run,
          nanos::get);

  private void pass(int seconds) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  @Test
  void asksOnceForManyRequests() {
    for (int i = 0; i < 100; i++) {
      assertThat(gate.admits(SHOW, "").join()).isTrue();
    }
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void showThatIsClosedIsClosedAlsoForWhoWasAwayMeanwhile() {
    assertThat(gate.admits(SHOW, "").join()).isTrue();
    open = false;
    pass(60);
    assertThat(gate.admits(SHOW, "").join()).isFalse();
  }

  @Test
  void lastAnswerHoldsWhileNobodyCanBeAsked() {
    assertThat(gate.admits(SHOW, "a").join()).isTrue();
    away = true;
    pass(60);
    assertThat(gate.admits(SHOW, "a").join()).isTrue();
    assertThat(gate.admits(SHOW, "b")).isCompletedExceptionally();
  }
}
