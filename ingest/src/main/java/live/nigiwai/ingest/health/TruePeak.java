package live.nigiwai.ingest.health;

/**
 * The highest point of one channel's waveform, between the samples too: three points are
 * interpolated after each sample (ITU-R BS.1770, annex 2). Where both neighbours are far below the
 * highest point so far nothing is interpolated; that is nearly everywhere.
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

  private final float[] recent = new float[2 * TAPS];
  private int at;
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

  void next(float sample) {
    // Written twice, so that the last samples always lie side by side.
    recent[at] = sample;
    recent[at + TAPS] = sample;
    at = at + 1 == TAPS ? 0 : at + 1;
    float left = Math.abs(recent[at + REACH - 1]);
    float right = Math.abs(recent[at + REACH]);
    float near = Math.max(left, right);
    highest = Math.max(highest, near);
    if (near > 0 && near >= highest * WORTH) {
      for (int phase = 1; phase < PHASES; phase++) {
        highest = Math.max(highest, Math.abs(between(FILTERS[phase])));
      }
    }
  }

  private float between(float[] filter) {
    float sum = 0;
    for (int i = 0; i < TAPS; i++) {
      sum += filter[i] * recent[at + i];
    }
    return sum;
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
