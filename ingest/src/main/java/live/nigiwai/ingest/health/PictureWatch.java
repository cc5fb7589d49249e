package live.nigiwai.ingest.health;

import java.util.Arrays;
import live.nigiwai.ingest.health.HealthReport.Pictures;
import live.nigiwai.ingest.media.AvcConfig;
import org.jspecify.annotations.Nullable;

/**
 * Measures one publish's pictures.
 *
 * <p><i>Threading</i>: the show's thread only.
 */
final class PictureWatch {
  private static final int WINDOW_MILLIS = 10_000;
  private static final int PICTURES_MAX = 1_300;
  private static final int INTERVALS = 6;
  private static final double ALIKE = 1.4;

  /** Timestamps are whole milliseconds; a distance that is off by less than this is even. */
  private static final double UNEVEN = 0.35;

  private final RateWindow bytes = new RateWindow();
  private final long[] times = new long[PICTURES_MAX];
  private long pictures;
  private @Nullable AvcConfig format;
  private double statedByMetadata;

  private long lastKey = Long.MIN_VALUE;
  private final long[] intervals = new long[INTERVALS];
  private int intervalCount;
  private long newestDts = Long.MIN_VALUE;
  private long newestShown = Long.MIN_VALUE;
  private int waiting;
  private int bFrames;
  private int bFramesSinceKey;

  void stated(double framesPerSecond) {
    statedByMetadata = framesPerSecond;
  }

  void format(AvcConfig changed) {
    format = changed;
    clockJumped();
  }

  void clockJumped() {
    pictures = 0;
    lastKey = Long.MIN_VALUE;
    newestDts = Long.MIN_VALUE;
    newestShown = Long.MIN_VALUE;
    waiting = 0;
  }

  void picture(long dtsMillis, int compositionMillis, long arrivedMillis, int size, boolean key) {
    bytes.add(arrivedMillis, size);
    times[(int) (pictures++ % PICTURES_MAX)] = dtsMillis;
    newestDts = dtsMillis;
    if (key) {
      if (lastKey != Long.MIN_VALUE) {
        intervals[intervalCount++ % INTERVALS] = dtsMillis - lastKey;
        bFrames = bFramesSinceKey;
      }
      lastKey = dtsMillis;
      bFramesSinceKey = 0;
    }
    reordered(dtsMillis + compositionMillis, key);
  }

  /** A picture that is shown before one that was already sent is a B-frame. */
  private void reordered(long shown, boolean key) {
    if (shown < newestShown && !key) {
      waiting++;
      bFramesSinceKey = Math.max(bFramesSinceKey, waiting);
    } else {
      waiting = 0;
      newestShown = shown;
    }
  }

  /** The newest picture's time; the smallest number before there is one. */
  long newestDts() {
    return newestDts;
  }

  boolean any() {
    return newestDts != Long.MIN_VALUE;
  }

  @Nullable Pictures figures(long nowMillis) {
    AvcConfig shown = format;
    if (shown == null) {
      return null;
    }
    long[] window = window();
    double stated = shown.format().framesPerSecond();
    if (statedByMetadata > 0 || stated <= 0 || stated > 121) {
      stated = statedByMetadata;
    }
    long running = lastKey == Long.MIN_VALUE ? 0 : newestDts - lastKey;
    int known = Math.min(intervalCount, INTERVALS);
    long newest = known == 0 ? 0 : intervals[(intervalCount - 1) % INTERVALS];
    long longest = running;
    long shortest = Long.MAX_VALUE;
    for (int i = 0; i < known; i++) {
      longest = Math.max(longest, intervals[i]);
      shortest = Math.min(shortest, intervals[i]);
    }
    return new Pictures(
        shown.codecs(),
        shown.format().displayWidth(),
        shown.format().height(),
        round(stated),
        round(framesPerSecond(window)),
        kilobits(nowMillis, WINDOW_MILLIS),
        kilobits(nowMillis, 1_000),
        Math.max(newest, running > newest ? running : 0),
        longest,
        known < 2 || longest <= shortest * ALIKE,
        bFrames,
        round(unevenShare(window)),
        shown.format().playsEverywhere());
  }

  private int kilobits(long nowMillis, int windowMillis) {
    return (int) Math.round(bytes.perSecond(nowMillis, windowMillis) * 8 / 1000);
  }

  /** The times of the last 10 s of pictures, oldest first. */
  private long[] window() {
    int known = (int) Math.min(pictures, PICTURES_MAX);
    long[] window = new long[known];
    int count = 0;
    for (int back = 1; back <= known; back++) {
      long time = times[(int) ((pictures - back) % PICTURES_MAX)];
      if (time < newestDts - WINDOW_MILLIS) {
        break;
      }
      window[known - ++count] = time;
    }
    return Arrays.copyOfRange(window, known - count, known);
  }

  private static double framesPerSecond(long[] window) {
    if (window.length < 2) {
      return 0;
    }
    long span = window[window.length - 1] - window[0];
    return span <= 0 ? 0 : (window.length - 1) * 1000.0 / span;
  }

  private static double unevenShare(long[] window) {
    if (window.length < 10) {
      return 0;
    }
    long[] distances = new long[window.length - 1];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = window[i + 1] - window[i];
    }
    long[] sorted = distances.clone();
    Arrays.sort(sorted);
    double usual = Math.max(1, sorted[sorted.length / 2]);
    int uneven = 0;
    for (long distance : distances) {
      if (Math.abs(distance - usual) > Math.max(2, usual * UNEVEN)) {
        uneven++;
      }
    }
    return (double) uneven / distances.length;
  }

  private static double round(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
