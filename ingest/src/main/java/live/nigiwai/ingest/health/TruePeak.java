package live.nigiwai.ingest.health;

import java.util.Arrays;

/**
 * The highest point of one channel's waveform, between the samples too: three points are
 * interpolated after each sample (ITU-R BS.1770, annex 2). Where all samples of a block are far
 * below the highest point so far nothing is interpolated; that is nearly everywhere.
 *
 * <p><i>Threading</i>: one thread.
 */
final class TruePeak {
  private static final int REACH = 8;
  private static final int TAPS = 2 * REACH;
  private static final int PHASES = 4;

  /** A waveform passes its samples by 6 dB at most, in anything that is music or speech. */
  private static final float WORTH = 0.5f;

  private static final float[][] FILTERS = filters();

  /** So many samples are looked at together. */
  private static final int BLOCK = 64;

  private static final int HISTORY = TAPS - 1;

  /** The newest samples, behind those before them. */
  private final float[] line = new float[HISTORY + BLOCK];

  private final float[] points = new float[BLOCK];
  private float highest;

  /** Linear; 1 is full scale. */
  float highest() {
    return highest;
  }

  /** Forgets the highest point, not the waveform. */
  float take() {
    float taken = highest;
    highest = 0;
    return taken;
  }

  /** Takes samples as many as there are. */
  void add(float[] samples, int from, int count) {
    for (int done = 0; done < count; ) {
      int now = Math.min(BLOCK, count - done);
      System.arraycopy(samples, from + done, line, HISTORY, now);
      block(now);
      System.arraycopy(line, now, line, 0, HISTORY);
      done += now;
    }
  }

  /** Each new sample completes what is needed for the points between two earlier ones. */
  private void block(int count) {
    float near = 0;
    for (int i = 0; i <= count; i++) {
      near = Math.max(near, Math.abs(line[i + REACH - 1]));
    }
    highest = Math.max(highest, near);
    if (near > 0 && near >= highest * WORTH) {
      for (int phase = 1; phase < PHASES; phase++) {
        between(FILTERS[phase], count);
      }
    }
  }

  /** Loops over samples inside, over taps outside: so the compiler takes many samples at once. */
  private void between(float[] filter, int count) {
    Arrays.fill(points, 0);
    for (int tap = 0; tap < TAPS; tap += 4) {
      float first = filter[tap];
      float second = filter[tap + 1];
      float third = filter[tap + 2];
      float fourth = filter[tap + 3];
      for (int i = 0; i < BLOCK; i++) {
        points[i] +=
            first * line[i + tap]
                + second * line[i + tap + 1]
                + third * line[i + tap + 2]
                + fourth * line[i + tap + 3];
      }
    }
    float most = 0;
    for (int i = 0; i < count; i++) {
      most = Math.max(most, Math.abs(points[i]));
    }
    highest = Math.max(highest, most);
  }

  private static float[][] filters() {
    float[][] filters = new float[PHASES][TAPS];
    for (int phase = 0; phase < PHASES; phase++) {
      double[] taps = new double[TAPS];
      double sum = 0;
      for (int i = 0; i < TAPS; i++) {
        double distance = i - (REACH - 1) - (double) phase / PHASES;
        taps[i] = sinc(distance) * window(distance / REACH);
        sum += taps[i];
      }
      for (int i = 0; i < TAPS; i++) {
        filters[phase][i] = (float) (taps[i] / sum);
      }
    }
    return filters;
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }

  private static double window(double x) {
    double half = Math.PI / 2 * Math.min(1, Math.abs(x));
    return Math.cos(half) * Math.cos(half);
  }
}
