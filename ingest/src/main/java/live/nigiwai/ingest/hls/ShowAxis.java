package live.nigiwai.ingest.hls;

import java.time.Instant;
import live.nigiwai.ingest.media.Sample;
import live.nigiwai.show.ShowTime;

/**
 * The time axis of every show: ticks of 1/90 000 s since a fixed day.
 *
 * <p>Because the axis hangs on the clock, a picture's tfdt and its EXT-X-PROGRAM-DATE-TIME are one
 * number in two spellings. Nothing has to be remembered across a restart of the publisher, or of
 * this process: whatever comes later lies further right. Media sequence numbers start from the
 * clock for the same reason, one per second, more than a show can use up: a new process is always
 * ahead of the one before it. Discontinuity numbers must stay small, since hls.js walks an array up
 * to them with every playlist; they go on from the recording, and where there is none they start
 * from the hour.
 */
public final class ShowAxis {
  private static final long ZERO_MILLIS = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();

  private static final long DISCONTINUITY_ZERO_MILLIS =
      Instant.parse("2026-11-01T00:00:00Z").toEpochMilli();

  private ShowAxis() {}

  /** The axis' ticks at a time. */
  public static long ticks(ShowTime time) {
    return Math.max(0, time.millis() - ZERO_MILLIS) * Sample.TICKS_PER_MILLI;
  }

  /** The time at a tick, in whole milliseconds. */
  public static ShowTime time(long ticks) {
    return new ShowTime(ZERO_MILLIS + Math.floorDiv(ticks, Sample.TICKS_PER_MILLI));
  }

  static long firstMediaSequence(ShowTime now) {
    return Math.max(0, now.millis() - ZERO_MILLIS) / 1_000;
  }

  static long firstDiscontinuity(ShowTime now) {
    return Math.max(0, now.millis() - DISCONTINUITY_ZERO_MILLIS) / 3_600_000;
  }
}
