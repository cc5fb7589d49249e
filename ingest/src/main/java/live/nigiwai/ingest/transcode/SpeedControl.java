package live.nigiwai.ingest.transcode;

import java.util.concurrent.TimeUnit;

/**
 * Decides from the age of frames how much is encoded: quickly less, slowly more, and ever more
 * slowly where more turned out too much. Pure; told the time.
 *
 * <p><i>Threading</i>: the decoder's thread only.
 */
final class SpeedControl {
  /** Frames older than this, on average over about a second, are too old. */
  private static final long TOO_OLD_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(150);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long RECOVERY_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long RECOVERY_MAX_NANOS = TimeUnit.MINUTES.toNanos(5);
  private static final double AVERAGED_NANOS = TimeUnit.SECONDS.toNanos(1);

  private Pace pace = Pace.FULL;
  private double age;
  private long last = Long.MIN_VALUE;
  private long since = Long.MIN_VALUE;
  private boolean tooOld;
  private long recovery = RECOVERY_NANOS;

  /** A frame reached the encoders at {@code now}, so long after it arrived. */
  Pace observe(long now, long ageNanos) {
    double weight = last == Long.MIN_VALUE ? 1 : Math.min(1, (now - last) / AVERAGED_NANOS);
    age += (ageNanos - age) * weight;
    last = now;
    boolean old = age > TOO_OLD_NANOS;
    boolean fresh = age < FRESH_NANOS;
    if (since == Long.MIN_VALUE || old != tooOld || !old && !fresh) {
      tooOld = old;
      since = now;
    }
    if (old && now - since >= PATIENCE_NANOS && pace != Pace.WITHOUT_TOP) {
      pace = pace == Pace.FULL ? Pace.HALF_RATE : Pace.WITHOUT_TOP;
      since = now;
    } else if (fresh && now - since >= recovery && pace != Pace.FULL) {
      pace = pace == Pace.WITHOUT_TOP ? Pace.HALF_RATE : Pace.FULL;
      since = now;
      recovery = Math.min(RECOVERY_MAX_NANOS, 2 * recovery);
    }
    return pace;
  }
}
