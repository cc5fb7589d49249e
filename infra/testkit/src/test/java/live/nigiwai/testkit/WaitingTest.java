package live.nigiwai.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WaitingTest {
  private final List<String> happened = new ArrayList<>();

  @Test
  void timeRunsWhatIsDueAtItsOwnMoment() {
    var time = new FakeTime();
    var start = time.instant();
    time.after(
        Duration.ofSeconds(2),
        () -> {
          happened.add("second at " + Duration.between(start, time.instant()).toSeconds());
          time.after(Duration.ofSeconds(1), () -> happened.add("planned on the way"));
        });
    time.after(Duration.ofSeconds(1), () -> happened.add("first"));
    time.after(Duration.ofSeconds(9), () -> happened.add("not yet"));
    time.advance(Duration.ofSeconds(5));
    assertThat(happened).containsExactly("first", "second at 2", "planned on the way");
    assertThat(time.pending()).isEqualTo(1);
    assertThat(time.now().millis()).isEqualTo(start.plusSeconds(5).toEpochMilli());
  }

  @Test
  void timeRepeats() {
    var time = new FakeTime();
    time.every(Duration.ofMillis(100), () -> happened.add("tick"));
    time.advance(Duration.ofMillis(350));
    assertThat(happened).hasSize(3);
  }

  @Test
  void nothingRunsBeforeTheTestSaysSo() {
    var executor = new ManualExecutor();
    executor.execute(() -> executor.execute(() -> happened.add("inner")));
    assertThat(executor.pending()).isEqualTo(1);
    assertThat(executor.runNext()).isTrue();
    assertThat(happened).isEmpty();
    assertThat(executor.runAll()).isEqualTo(1);
    assertThat(executor.runNext()).isFalse();
    assertThat(happened).containsExactly("inner");
  }

  @Test
  void tasksWithoutEndAreAFailure() {
    var executor = new ManualExecutor();
    executor.execute(
        new Runnable() {
          @Override
          public void run() {
            executor.execute(this);
          }
        });
    assertThatThrownBy(executor::runAll).hasMessageContaining("never end");
  }

  @Test
  void waitsUntilAClaimHolds() {
    var asked = new AtomicInteger();
    Eventually.holds(() -> assertThat(asked.incrementAndGet()).isEqualTo(3));
    assertThat(asked).hasValue(3);
  }

  @Test
  void givesUpWithTheLastFailure() {
    assertThatThrownBy(
            () ->
                Eventually.holds(
                    Duration.ofMillis(20),
                    () -> {
                      throw new IllegalStateException("still closed");
                    }))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("still closed");
    assertThatThrownBy(() -> Eventually.get(Duration.ofMillis(20), () -> 1, n -> n > 1))
        .hasMessageContaining("still 1");
  }
}
