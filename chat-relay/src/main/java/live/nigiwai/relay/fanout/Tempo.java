package live.nigiwai.relay.fanout;

import java.time.Duration;

/**
 * How often one crew is swept: rarely enough that many comments share a write, often enough that
 * nobody waits.
 *
 * <p>A write to one socket costs the kernel about as much as ten comments in it, so the gap grows
 * with the crowd, and with a sweep that takes most of it. After a quiet time the first news goes
 * out at once. When the gap is over, the next news takes along what waits; what nothing follows
 * leaves after some patience. News comes in the rhythm of the log's transactions, so most sweeps
 * leave with one that has just arrived.
 *
 * @param gapMin from one sweep's start to the next, for one viewer
 * @param gapPerMember by which it grows for each of them
 * @param gapCrowd as far as it grows by them
 * @param gapMax as far as it grows when sweeps take long
 * @param patience after the gap, with what nothing follows
 * @param passingGap as long does news wait that is only of the moment
 */
public record Tempo(
    Duration gapMin,
    Duration gapPerMember,
    Duration gapCrowd,
    Duration gapMax,
    Duration patience,
    Duration passingGap) {
  /** A sweep shall leave the loop some of its time: it takes three of five parts at most. */
  private static final long SWEEP_PARTS = 3;

  private static final long PARTS = 5;

  public Tempo {
    if (gapMin.isNegative() || gapCrowd.compareTo(gapMin) < 0 || gapMax.compareTo(gapCrowd) < 0) {
      throw new IllegalArgumentException("gapMin, gapCrowd and gapMax must be in order");
    }
  }

  public static Tempo defaults() {
    return new Tempo(
        Duration.ofMillis(100),
        Duration.ofMillis(1),
        Duration.ofMillis(150),
        Duration.ofMillis(300),
        Duration.ofMillis(60),
        Duration.ofMillis(400));
  }

  /** From a sweep's start to the earliest start of the next. */
  long gapNanos(int members, long lastSweepNanos) {
    long crowd = gapMin.toNanos() + members * gapPerMember.toNanos();
    long breath = lastSweepNanos * PARTS / SWEEP_PARTS;
    long wanted = Math.max(Math.min(crowd, gapCrowd.toNanos()), breath);
    return Math.min(wanted, gapMax.toNanos());
  }

  /** From a sweep's start to the earliest start of one for this news. */
  long waitNanos(News.Urgency urgency, int members, long lastSweepNanos) {
    return switch (urgency) {
      case URGENT -> 0;
      case ORDINARY -> gapNanos(members, lastSweepNanos);
      case PASSING -> Math.max(passingGap.toNanos(), gapNanos(members, lastSweepNanos));
    };
  }
}
