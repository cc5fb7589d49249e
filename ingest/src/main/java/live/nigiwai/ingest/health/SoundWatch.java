package live.nigiwai.ingest.health;

import java.util.Arrays;
import live.nigiwai.ingest.health.HealthReport.Heard;
import live.nigiwai.ingest.health.HealthReport.Sounds;
import live.nigiwai.ingest.media.AacConfig;
import org.jspecify.annotations.Nullable;

/**
 * Measures one publish's sound against its own samples and against the pictures.
 *
 * <p><i>Threading</i>: the show's thread only.
 */
final class SoundWatch {
  private static final int WINDOW_MILLIS = 10_000;
  private static final int OFFSETS = 64;

  /** A step of the timestamps beyond this is a hole, not drift. */
  private static final long HOLE_MILLIS = 500;

  /** The drift is what the slowest of so many frames shows: single timestamps are rough. */
  private static final int DRIFT_FRAMES = 48;

  private final RateWindow bytes = new RateWindow();
  private final int[] offsets = new int[OFFSETS];
  private long offsetCount;
  private @Nullable AacConfig format;
  private long first = Long.MIN_VALUE;
  private long newest = Long.MIN_VALUE;
  private long samples;
  private int driftFrames;
  private double driftSum;
  private double driftFirst = Double.NaN;
  private int drift;
  private long lastArrived = Long.MIN_VALUE;

  /** True where it is another configuration than before. */
  boolean format(AacConfig changed) {
    if (format != null && format.sameAs(changed)) {
      return false;
    }
    format = changed;
    restart();
    return true;
  }

  @Nullable AacConfig format() {
    return format;
  }

  void clockJumped() {
    restart();
    offsetCount = 0;
  }

  private void restart() {
    first = Long.MIN_VALUE;
    newest = Long.MIN_VALUE;
    samples = 0;
    driftFrames = 0;
    driftSum = 0;
    driftFirst = Double.NaN;
    drift = 0;
  }

  void frame(long millis, long arrivedMillis, int size, long pictureDts) {
    bytes.add(arrivedMillis, size);
    lastArrived = arrivedMillis;
    if (pictureDts != Long.MIN_VALUE) {
      long offset = Math.clamp(pictureDts - millis, -60_000, 60_000);
      offsets[(int) (offsetCount++ % OFFSETS)] = (int) offset;
    }
    if (format == null || format.sampleRate() <= 0) {
      return;
    }
    if (first == Long.MIN_VALUE || Math.abs(millis - newest) > HOLE_MILLIS) {
      restart();
      first = millis;
    }
    newest = millis;
    measureDrift(millis - first - samples * 1000.0 / format.sampleRate());
    samples += AacConfig.SAMPLES_PER_FRAME;
  }

  private void measureDrift(double apart) {
    driftSum += apart;
    if (++driftFrames < DRIFT_FRAMES) {
      return;
    }
    double mean = driftSum / driftFrames;
    if (Double.isNaN(driftFirst)) {
      driftFirst = mean;
    }
    drift = (int) Math.round(mean - driftFirst);
    driftFrames = 0;
    driftSum = 0;
  }

  long lastArrived() {
    return lastArrived;
  }

  @Nullable Sounds figures(long nowMillis, long late, long silences, @Nullable Heard heard) {
    AacConfig shown = format;
    if (shown == null) {
      return null;
    }
    return new Sounds(
        shown.codecs(),
        shown.sampleRate(),
        shown.channels(),
        (int) Math.round(bytes.perSecond(nowMillis, WINDOW_MILLIS) * 8 / 1000),
        offset(),
        drift,
        late,
        silences,
        heard);
  }

  /** The middle of the last offsets. */
  private int offset() {
    int known = (int) Math.min(offsetCount, OFFSETS);
    if (known < OFFSETS / 4) {
      return 0;
    }
    int[] sorted = Arrays.copyOf(offsets, known);
    Arrays.sort(sorted);
    return sorted[known / 2];
  }
}
