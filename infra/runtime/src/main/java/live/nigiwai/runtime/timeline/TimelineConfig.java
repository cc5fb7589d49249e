package live.nigiwai.runtime.timeline;

import java.time.Duration;

/**
 * Limits of the timeline.
 *
 * @param tick how long facts of one log are gathered before they are stored together
 * @param batchMax facts stored by one transaction
 * @param backlogMax facts of one log that may wait while the database is slow or away; beyond it
 *     new ones are refused as overloaded
 * @param mediaDelayMax how far behind the clock an actor's picture may be believed to be
 * @param compareEvery how often a node looks whether other nodes stored something it was not told
 */
public record TimelineConfig(
    Duration tick, int batchMax, int backlogMax, Duration mediaDelayMax, Duration compareEvery) {
  public TimelineConfig {
    if (tick.isNegative() || tick.toMillis() > 1_000) {
      throw new IllegalArgumentException("tick must be 0-1000 ms");
    }
    if (batchMax < 1 || batchMax > 5_000) {
      throw new IllegalArgumentException("batchMax must be 1-5000");
    }
    if (compareEvery.toMillis() < 100 || compareEvery.toMillis() > 60_000) {
      throw new IllegalArgumentException("compareEvery must be 100 ms to 60 s");
    }
    if (backlogMax < batchMax) {
      throw new IllegalArgumentException("backlogMax must be at least batchMax");
    }
  }

  public static TimelineConfig defaults() {
    return new TimelineConfig(
        Duration.ofMillis(100), 500, 10_000, Duration.ofSeconds(30), Duration.ofSeconds(2));
  }
}
