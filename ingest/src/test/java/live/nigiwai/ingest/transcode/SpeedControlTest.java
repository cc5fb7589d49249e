package live.nigiwai.ingest.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Quickly less, slowly more. */
final class SpeedControlTest {
  private final SpeedControl control = new SpeedControl();
  private long now;

  private Pace after(int seconds, long ageMillis) {
    Pace pace = Pace.FULL;
    for (int i = 0; i < seconds * 30; i++) {
      now += TimeUnit.MILLISECONDS.toNanos(33);
      pace = control.observe(now, TimeUnit.MILLISECONDS.toNanos(ageMillis));
    }
    return pace;
  }

  @Test
  void oneSlowMomentChangesNothing() {
    assertThat(after(10, 50)).isEqualTo(Pace.FULL);
    assertThat(after(1, 900)).isEqualTo(Pace.FULL);
    assertThat(after(10, 50)).isEqualTo(Pace.FULL);
  }

  @Test
  void firstTheFrameRateGoesThenTheTopRung() {
    assertThat(after(3, 800)).isEqualTo(Pace.HALF_RATE);
    assertThat(after(1, 800)).isEqualTo(Pace.HALF_RATE);
    assertThat(after(2, 800)).isEqualTo(Pace.WITHOUT_TOP);
    assertThat(after(60, 800)).isEqualTo(Pace.WITHOUT_TOP);
  }

  @Test
  void whatWasTakenComesBackStepByStepAndMoreSlowlyEachTime() {
    after(10, 800);
    assertThat(after(15, 20)).isEqualTo(Pace.WITHOUT_TOP);
    assertThat(after(10, 20)).isEqualTo(Pace.HALF_RATE);
    assertThat(after(25, 20)).isEqualTo(Pace.HALF_RATE);
    assertThat(after(25, 20)).isEqualTo(Pace.FULL);
  }

  @Test
  void neitherFreshNorTooOldChangesNothing() {
    after(3, 500);
    assertThat(after(120, 250)).isEqualTo(Pace.HALF_RATE);
  }
}
