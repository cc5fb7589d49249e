package live.nigiwai.web.demo;

/**
 * What the programme is encoded as.
 *
 * @param width pixels, even
 * @param height pixels, even
 * @param framesPerSecond a divisor of 1,000, so that each frame has a whole millisecond
 * @param videoBitsPerSecond the mean and, by the encoder's buffer, nearly the peak
 * @param audioBitsPerSecond AAC, stereo
 */
record ProgrammeFormat(
    int width, int height, int framesPerSecond, int videoBitsPerSecond, int audioBitsPerSecond) {

  static final int SAMPLES_PER_SECOND = 48_000;
  static final int SECONDS_PER_KEYFRAME = 2;

  /** Portrait, because phones come first; small, because the ingest encodes on the same cores. */
  static final ProgrammeFormat DEFAULT = new ProgrammeFormat(540, 960, 25, 1_500_000, 128_000);

  ProgrammeFormat {
    if (width < 16 || height < 16 || width % 2 != 0 || height % 2 != 0) {
      throw new IllegalArgumentException("picture must be even and at least 16 x 16");
    }
    if (framesPerSecond < 1 || 1000 % framesPerSecond != 0) {
      throw new IllegalArgumentException("frames per second must divide 1000");
    }
  }

  int framesPerKeyframe() {
    return framesPerSecond * SECONDS_PER_KEYFRAME;
  }

  /** By time alone, whatever was left out before. */
  boolean isKeyframe(long number) {
    return number % framesPerKeyframe() == 0;
  }

  int millisPerFrame() {
    return 1000 / framesPerSecond;
  }
}
