package live.nigiwai.ingest.health;

import live.nigiwai.ingest.health.HealthReport.Network;

/**
 * Measures how one publish's messages come through the network: when they arrive against when they
 * were made.
 *
 * <p><i>Threading</i>: the show's thread only.
 */
final class ArrivalWatch {
  private static final int SECONDS = 10;

  /** The best arrival is remembered this long: the clocks of both ends drift apart. */
  private static final long BEST_MILLIS = 60_000;

  /** RFC 3550 §6.4.1. */
  private static final double JITTER_WEIGHT = 1.0 / 16;

  private long lastArrived = Long.MIN_VALUE;
  private final long[] gaps = new long[SECONDS];
  private long second = Long.MIN_VALUE;

  private boolean measured;
  private long transit;
  private double jitter;
  private long best = Long.MAX_VALUE;
  private long bestBefore = Long.MAX_VALUE;
  private long bestSince;

  /** Something arrived. */
  void arrived(long arrivedMillis) {
    gap(arrivedMillis);
    lastArrived = arrivedMillis;
  }

  /** A picture arrived, made at {@code dtsMillis} of the publisher's clock. */
  void picture(long dtsMillis, long arrivedMillis) {
    long now = arrivedMillis - dtsMillis;
    if (measured) {
      jitter += (Math.abs(now - transit) - jitter) * JITTER_WEIGHT;
    } else {
      bestSince = arrivedMillis;
    }
    measured = true;
    transit = now;
    if (arrivedMillis - bestSince > BEST_MILLIS) {
      bestBefore = best;
      best = now;
      bestSince = arrivedMillis;
    } else {
      best = Math.min(best, now);
    }
  }

  void clockJumped() {
    measured = false;
    best = Long.MAX_VALUE;
    bestBefore = Long.MAX_VALUE;
  }

  private void gap(long nowMillis) {
    if (lastArrived == Long.MIN_VALUE) {
      return;
    }
    long now = Math.floorDiv(nowMillis, 1000);
    for (long next = Math.max(second + 1, now - SECONDS + 1); next <= now; next++) {
      gaps[Math.floorMod(next, SECONDS)] = 0;
    }
    second = Math.max(second, now);
    int slot = Math.floorMod(now, SECONDS);
    gaps[slot] = Math.max(gaps[slot], nowMillis - lastArrived);
  }

  Network figures(long nowMillis) {
    gap(nowMillis);
    long longest = 0;
    for (long one : gaps) {
      longest = Math.max(longest, one);
    }
    long behind = measured ? transit - Math.min(best, bestBefore) : 0;
    long since = lastArrived == Long.MIN_VALUE ? 0 : Math.max(0, nowMillis - lastArrived);
    return new Network(
        (int) Math.round(jitter), (int) behind, (int) Math.min(longest, 3_600_000), since);
  }
}
