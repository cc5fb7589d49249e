package live.nigiwai.relay.room;

import java.util.function.LongSupplier;

/**
 * How often something happened in the last sixty seconds, to the second.
 *
 * <p><b>Threading</b>: one thread at a time.
 */
final class PerMinute {
  private static final int SECONDS = 60;

  private final LongSupplier nanoTime;
  private final long began;
  private final int[] counts = new int[SECONDS];
  private long newest;

  PerMinute(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.began = nanoTime.getAsLong();
  }

  void add() {
    goOn();
    counts[(int) (newest % SECONDS)]++;
  }

  int count() {
    goOn();
    int sum = 0;
    for (int count : counts) {
      sum += count;
    }
    return sum;
  }

  /** Empties the seconds that have passed since. */
  private void goOn() {
    long now = (nanoTime.getAsLong() - began) / 1_000_000_000L;
    for (long second = Math.max(newest + 1, now - SECONDS + 1); second <= now; second++) {
      counts[(int) (second % SECONDS)] = 0;
    }
    newest = Math.max(newest, now);
  }
}
