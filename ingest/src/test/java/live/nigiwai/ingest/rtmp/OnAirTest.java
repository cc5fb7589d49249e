package live.nigiwai.ingest.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import live.nigiwai.show.ShowId;
import org.junit.jupiter.api.Test;

class OnAirTest {
  private static final ShowId SHOW = new ShowId("demo");

  private final AtomicLong nanos = new AtomicLong();
  private final Allowance threePerMinute = new Allowance(3, Duration.ofMinutes(1), 16, nanos::get);
  private final OnAir<String> onAir = new OnAir<>(threePerMinute);

  @Test
  void newestWinsUntilTheyDisplaceEachOtherTooOften() {
    assertThat(onAir.claim(SHOW, "a")).isEqualTo(new OnAir.Claim.Granted<>(Optional.empty()));
    assertThat(onAir.claim(SHOW, "b")).isEqualTo(new OnAir.Claim.Granted<>(Optional.of("a")));
    assertThat(onAir.claim(SHOW, "c")).isEqualTo(new OnAir.Claim.Granted<>(Optional.of("b")));
    assertThat(onAir.claim(SHOW, "d")).isEqualTo(new OnAir.Claim.Granted<>(Optional.of("c")));
    assertThat(onAir.claim(SHOW, "e")).isEqualTo(new OnAir.Claim.Refused<>("d"));

    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(onAir.claim(SHOW, "e")).isEqualTo(new OnAir.Claim.Granted<>(Optional.of("d")));
  }

  @Test
  void comingBackAfterOneLeftIsNoTakeover() {
    for (int i = 0; i < 20; i++) {
      String holder = "h" + i;
      assertThat(onAir.claim(SHOW, holder)).isEqualTo(new OnAir.Claim.Granted<>(Optional.empty()));
      onAir.release(SHOW, holder);
    }
    assertThat(onAir.shows()).isZero();
  }

  @Test
  void displacedHolderCannotReleaseTheShowOfItsSuccessor() {
    onAir.claim(SHOW, "a");
    onAir.claim(SHOW, "b");
    onAir.release(SHOW, "a");

    assertThat(onAir.shows()).isEqualTo(1);
  }

  @Test
  void onlySoManyNamesAreRemembered() {
    Allowance one = new Allowance(1, Duration.ofMinutes(1), 2, nanos::get);
    assertThat(one.take("a")).isTrue();
    assertThat(one.take("b")).isTrue();
    assertThat(one.spent("a")).isTrue();
    assertThat(one.take("c")).isTrue(); // forgets b, the longest unused
    assertThat(one.spent("a")).isTrue();
    assertThat(one.spent("b")).isFalse();
  }
}
