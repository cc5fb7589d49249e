package live.nigiwai.web.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import live.nigiwai.testkit.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Once a day, at night, whatever failed the night before. */
class NightlyTest {
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

  @ParameterizedTest
  @CsvSource({
    "2026-11-25T04:09:59, PT1S",
    "2026-11-25T04:10:00, PT24H",
    "2026-11-25T23:10:00, PT5H",
  })
  void waitsForTheNextNight(String now, Duration wait) {
    assertThat(Nightly.until(ZonedDateTime.parse(now + "+09:00[Asia/Tokyo]"))).isEqualTo(wait);
  }

  @Test
  void aTaskThatFailsDoesNotKeepTheNextFromRunning() {
    var done = new AtomicInteger();
    // A clock that stands just before the hour, and after it once it was looked at.
    var looks = new AtomicInteger();
    var before = Instant.parse("2026-11-24T19:09:59.990Z");
    InstantSource clock = () -> looks.getAndIncrement() < 3 ? before : before.plusMillis(20);
    List<Runnable> tasks =
        List.of(
            () -> {
              throw new IllegalStateException("the database is away");
            },
            done::incrementAndGet);
    try (var nightly = Nightly.start(clock, TOKYO, tasks)) {
      Eventually.holds(() -> assertThat(done).hasValue(1));
    }
  }
}
