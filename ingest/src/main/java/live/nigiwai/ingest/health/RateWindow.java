package live.nigiwai.ingest.health;

import java.util.Arrays;

/**
 * Amounts over the last 10 s, in steps of 100 ms. Bounded.
 *
 * <p><i>Threading</i>: one thread.
 */
final class RateWindow {
  private static final int STEP_MILLIS = 100;
  private static final int STEPS = 100;

  private final long[] amounts = new long[STEPS];
  private long step = Long.MIN_VALUE;
  private long firstMillis = Long.MIN_VALUE;

  void add(long nowMillis, long amount) {
    advance(nowMillis);
    amounts[Math.floorMod(step, STEPS)] += amount;
  }

  /** Per second, over the last {@code windowMillis}; less where there is less. */
  double perSecond(long nowMillis, int windowMillis) {
    if (firstMillis == Long.MIN_VALUE) {
      return 0;
    }
    advance(nowMillis);
    // The step in progress is left out: it is not over.
    int steps = Math.min(STEPS - 1, windowMillis / STEP_MILLIS);
    long sum = 0;
    for (int back = 1; back <= steps; back++) {
      sum += amounts[Math.floorMod(step - back, STEPS)];
    }
    long known = step * STEP_MILLIS - firstMillis;
    long millis = Math.max(STEP_MILLIS, Math.min((long) steps * STEP_MILLIS, known));
    return sum * 1000.0 / millis;
  }

  private void advance(long nowMillis) {
    long now = Math.floorDiv(nowMillis, STEP_MILLIS);
    if (firstMillis == Long.MIN_VALUE) {
      firstMillis = now * STEP_MILLIS;
      step = now;
    } else if (now > step) {
      if (now - step >= STEPS) {
        Arrays.fill(amounts, 0);
      } else {
        for (long next = step + 1; next <= now; next++) {
          amounts[Math.floorMod(next, STEPS)] = 0;
        }
      }
      step = now;
    }
  }
}
