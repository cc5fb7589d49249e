package live.nigiwai.ingest.health;

/**
 * The filter of ITU-R BS.1770 for one channel: a shelf for the head, then a high pass. Its analogue
 * prototypes are brought to the sample rate in use, so 44.1 kHz needs no resampling.
 *
 * <p><i>Threading</i>: one thread.
 */
final class KWeighting {
  private final Biquad shelf;
  private final Biquad highPass;

  KWeighting(int sampleRate) {
    shelf = shelf(sampleRate);
    highPass = highPass(sampleRate);
  }

  double next(double sample) {
    return highPass.next(shelf.next(sample));
  }

  void reset() {
    shelf.reset();
    highPass.reset();
  }

  /** +4 dB above about 1.7 kHz. */
  private static Biquad shelf(int sampleRate) {
    double k = Math.tan(Math.PI * 1681.974450955533 / sampleRate);
    double q = 0.7071752369554196;
    double high = Math.pow(10, 3.999843853973347 / 20);
    double band = Math.pow(high, 0.4996667741545416);
    double scale = 1 + k / q + k * k;
    return new Biquad(
        (high + band * k / q + k * k) / scale,
        2 * (k * k - high) / scale,
        (high - band * k / q + k * k) / scale,
        2 * (k * k - 1) / scale,
        (1 - k / q + k * k) / scale);
  }

  /** Below about 38 Hz nothing counts. */
  private static Biquad highPass(int sampleRate) {
    double k = Math.tan(Math.PI * 38.13547087602444 / sampleRate);
    double q = 0.5003270373238773;
    double scale = 1 + k / q + k * k;
    return new Biquad(1, -2, 1, 2 * (k * k - 1) / scale, (1 - k / q + k * k) / scale);
  }

  /** Direct form II, transposed. */
  private static final class Biquad {
    private final double b0;
    private final double b1;
    private final double b2;
    private final double a1;
    private final double a2;
    private double first;
    private double second;

    Biquad(double b0, double b1, double b2, double a1, double a2) {
      this.b0 = b0;
      this.b1 = b1;
      this.b2 = b2;
      this.a1 = a1;
      this.a2 = a2;
    }

    double next(double in) {
      double out = b0 * in + first;
      first = b1 * in - a1 * out + second;
      second = b2 * in - a2 * out;
      return out;
    }

    void reset() {
      first = 0;
      second = 0;
    }
  }
}
