package live.nigiwai.web.demo;

import java.util.Random;

/**
 * The programme's sound, made once: plucked strings on the yo scale, as loud as a programme should
 * be (about -17 LUFS), in a loop as long as two products, with a bell at each change. A sample is a
 * function of the time of day, like the picture.
 */
final class Music {
  private static final int RATE = ProgrammeFormat.SAMPLES_PER_SECOND;
  private static final int LOOP_MILLIS = 2 * RunningOrder.MILLIS_PER_PRODUCT;
  private static final int LOOP = RATE / 1000 * LOOP_MILLIS;

  /** Semitones above D4: the yo scale over two octaves and a half. */
  private static final int[] SCALE = {-12, -10, -7, -5, -3, 0, 2, 5, 7, 9, 12, 14, 17};

  private static final double D4 = 293.66;
  private static final double BEAT_SECONDS = 0.625;

  /** The programme's level over that of the strings as they are plucked below. */
  private static final float GAIN = 4.3f;

  /** No sample is louder: -2.5 dB leaves room for what encoding and the points between add. */
  private static final float LOUDEST = 0.75f;

  /** How long before a loud moment it becomes quieter, and a tenth of how long it stays so. */
  private static final int AHEAD = RATE / 100;

  private final float[] left = new float[LOOP];
  private final float[] right = new float[LOOP];

  Music() {
    melody(new Random(20));
    bell(0);
    bell(LOOP / 2);
    room();
    level();
  }

  private void melody(Random dice) {
    int beats = (int) (LOOP_MILLIS / 1000 / BEAT_SECONDS);
    int step = 6;
    for (int beat = 0; beat < beats; beat++) {
      double at = beat * BEAT_SECONDS + dice.nextDouble() * 0.018;
      if (beat % 8 == 0) {
        pluck(at, SCALE[beat % 16 == 0 ? 0 : 3], 0.105, 0.42);
        pluck(at + 0.03, SCALE[beat % 16 == 0 ? 3 : 5], 0.06, 0.58);
      }
      boolean breath = beat % 16 >= 14;
      boolean strong = beat % 4 == 0;
      if (!breath && dice.nextDouble() < (strong ? 0.95 : beat % 2 == 0 ? 0.72 : 0.34)) {
        step = Math.max(3, Math.min(SCALE.length - 1, step + dice.nextInt(5) - 2));
        pluck(at, SCALE[step], strong ? 0.12 : 0.085, 0.35 + 0.3 * dice.nextDouble());
        if (dice.nextDouble() < 0.12) {
          pluck(at + 0.11, SCALE[Math.max(2, step - 1)], 0.05, 0.6);
        }
      }
    }
  }

  /** A string as damped partials, the higher ones dying first. */
  private void pluck(double at, int semitones, double level, double pan) {
    double pitch = D4 * Math.pow(2, semitones / 12.0);
    for (int k = 1; k <= 7 && pitch * k < 9000; k++) {
      // Stiff strings sound a little sharp in their upper partials.
      double frequency = pitch * k * Math.sqrt(1 + 0.00035 * k * k);
      double comb = Math.abs(Math.sin(Math.PI * k * 0.21));
      ring(at, frequency, level * comb / Math.pow(k, 0.9), 1.5 / (1 + 0.55 * (k - 1)), pan);
    }
  }

  private void bell(int sample) {
    double at = sample / (double) RATE;
    double[] partials = {1, 2.0, 2.76, 4.07, 5.4};
    double[] levels = {0.075, 0.035, 0.045, 0.02, 0.018};
    for (int i = 0; i < partials.length; i++) {
      ring(at + 0.02, 1174.66 * partials[i], levels[i], 1.3 / (1 + 0.6 * i), 0.45 + 0.02 * i);
    }
  }

  /** One damped sine by its two-term recurrence, wrapped round the end of the loop. */
  private void ring(double at, double frequency, double level, double seconds, double pan) {
    double decay = Math.exp(-1 / (seconds * 0.45 * RATE));
    double turn = 2 * Math.PI * frequency / RATE;
    double a = 2 * decay * Math.cos(turn);
    double b = decay * decay;
    double before = 0;
    double now = level * Math.sin(turn);
    int start = (int) (at * RATE);
    int length = (int) (seconds * 3 * RATE);
    for (int i = 0; i < length; i++) {
      int to = (start + i) % LOOP;
      double edge = Math.min(1, i / 60.0);
      left[to] += (float) (now * edge * (1 - pan));
      right[to] += (float) (now * edge * pan);
      double next = a * now - b * before;
      before = now;
      now = next;
    }
  }

  /** A small room: two crossed echoes, run twice so that the loop has no seam. */
  private void room() {
    float[] wetLeft = new float[LOOP];
    float[] wetRight = new float[LOOP];
    int shorter = (int) (0.137 * RATE);
    int longer = (int) (0.211 * RATE);
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 0; i < LOOP; i++) {
        int s = Math.floorMod(i - shorter, LOOP);
        int l = Math.floorMod(i - longer, LOOP);
        wetLeft[i] = left[i] * 0.22f + 0.46f * wetRight[s];
        wetRight[i] = right[i] * 0.22f + 0.46f * wetLeft[l];
      }
    }
    for (int i = 0; i < LOOP; i++) {
      left[i] += wetLeft[i];
      right[i] += wetRight[i];
    }
  }

  /**
   * Brings everything to its level, and the loudest moments below it smoothly, as a limiter with a
   * view ahead does; run twice round so that the loop has no seam.
   */
  private void level() {
    float[] most = new float[LOOP];
    float held = 0;
    for (int i = 3 * LOOP / 2; i >= 0; i--) {
      int at = i % LOOP;
      float here = GAIN * Math.max(Math.abs(left[at]), Math.abs(right[at]));
      // Backwards in time: what is coming counts before it is there.
      held = Math.max(here, held * (1 - 1f / AHEAD));
      most[at] = held;
    }
    float[] gains = new float[LOOP];
    float gain = GAIN;
    for (int i = 0; i < 3 * LOOP / 2; i++) {
      int at = i % LOOP;
      float wanted = GAIN * Math.min(1, LOUDEST / Math.max(most[at], 1e-6f));
      gain = Math.min(wanted, gain + (GAIN - gain) / (10 * AHEAD));
      gains[at] = gain;
    }
    for (int i = 0; i < LOOP; i++) {
      left[i] *= gains[i];
      right[i] *= gains[i];
    }
  }

  /** Copies what sounds from this sample of the epoch on; both arrays are filled. */
  void read(long epochSample, float[] toLeft, float[] toRight) {
    int at = (int) Math.floorMod(epochSample, (long) LOOP);
    for (int i = 0; i < toLeft.length; i++) {
      toLeft[i] = left[at];
      toRight[i] = right[at];
      at = at + 1 == LOOP ? 0 : at + 1;
    }
  }
}
