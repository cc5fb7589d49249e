package live.nigiwai.shop.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.OptionalLong;
import java.util.Random;
import live.nigiwai.testkit.FakeTime;
import org.junit.jupiter.api.Test;

class OutboundPaceTest {
  private static final long SECOND = 1_000_000_000L;

  private final FakeTime time = new FakeTime();

  @Test
  void neverStartsMoreInAnySecondThanTheProviderTakes() {
    for (long seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      var pace = new OutboundPace(20, 5, time::nanos);
      var starts = new ArrayList<Long>();
      for (int i = 0; i < 300; i++) {
        time.advance(Duration.ofMillis(random.nextInt(3) == 0 ? random.nextInt(400) : 0));
        pace.take(60 * SECOND).ifPresent(wait -> starts.add(time.nanos() + wait));
      }
      for (int i = 25; i < starts.size(); i++) {
        assertThat(starts.get(i) - starts.get(i - 25))
            .as("seed %d", seed)
            .isGreaterThan(SECOND - 1);
      }
    }
  }

  @Test
  void thousandCallersWaitTheirTurnInOrder() {
    var pace = new OutboundPace(20, 5, time::nanos);
    long before = -1;
    for (int i = 0; i < 1_000; i++) {
      long wait = pace.take(60 * SECOND).orElseThrow();
      assertThat(wait).isGreaterThanOrEqualTo(before);
      before = wait;
    }
    assertThat(before).isBetween(49 * SECOND, 50 * SECOND);
  }

  @Test
  void whoWouldWaitTooLongTakesNothing() {
    var pace = new OutboundPace(1, 0, time::nanos);
    assertThat(pace.take(0)).hasValue(0);
    for (int i = 0; i < 100; i++) {
      assertThat(pace.take(SECOND / 2)).isEqualTo(OptionalLong.empty());
    }
    time.advance(Duration.ofSeconds(1));
    assertThat(pace.take(0)).hasValue(0);
  }
}
