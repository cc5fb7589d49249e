package live.nigiwai.relay.fanout;

import java.time.Duration;

/**
 * How often one crew is swept: rarely enough that many comments share a write, often enough that
 * nobody waits.
 *
 * <p>A write to one socket costs the kernel about as much as ten comments in it, so the gap grows
 * with the crowd, and with a sweep that takes most of it. After a quiet time the first news goes
 * out at once.
 *
 * @param gapMin from one sweep's start to the next, for a few viewers
 * @param gapPerMember by which it grows for each of them
 * @param gapMax however many they are
 * @param passingGap as long does news wait that is only of the moment
 */
public record Tempo(Duration gapMin, Duration gapPerMember, Duration gapMax, Duration passingGap) {
  /** A sweep shall leave the loop this share of its time: it takes three of five parts at most. */
  private static final long SWEEP_PARTS = 3;

  private static final long PARTS = 5;

  public Tempo {
    if (gapMin.isNegative() || gapPerMember.isNegative() || gapMax.compareTo(gapMin) < 0) {
      throw new IllegalArgumentException("gapMin must be 0 or more and at most gapMax");
    }
  }

  public static Tempo defaults() {
    return new Tempo(
        Duration.ofMillis(100),
        Duration.ofNanos(10_000),
        Duration.ofMillis(250),
        Duration.ofMillis(400));
  }

  /** From a sweep's start to the earliest start of the next. */
  long gapNanos(int members, long lastSweepNanos) {
    long crowd = gapMin.toNanos() + members * gapPerMember.toNanos();
    long breath = lastSweepNanos * PARTS / SWEEP_PARTS;
    return Math.clamp(Math.max(crowd, breath), gapMin.toNanos(), gapMax.toNanos());
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
