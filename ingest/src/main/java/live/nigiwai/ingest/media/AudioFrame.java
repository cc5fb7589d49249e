package live.nigiwai.ingest.media;

/**
 * One AAC frame of {@value AacConfig#SAMPLES_PER_FRAME} samples in the house format.
 *
 * @param position its first sample, counted at 48 kHz on the show's time axis
 */
public record AudioFrame(long position, byte[] data) {
  public static final int SAMPLES_PER_SECOND = 48_000;
  public static final int SAMPLES_PER_MILLI = 48;

  /** A frame without sound, AAC-LC stereo, as an encoder writes it. */
  private static final byte[] SILENCE = {0x21, 0x10, 0x04, 0x60, (byte) 0x8c, 0x1c};

  public static AudioFrame silence(long position) {
    return new AudioFrame(position, SILENCE);
  }

  public long end() {
    return position + AacConfig.SAMPLES_PER_FRAME;
  }

  /** Ticks of 1/90 000 s as samples, rounded down; both count from the same zero. */
  public static long samples(long ticks) {
    return Math.floorDiv(ticks * 8, 15);
  }

  /** Samples as ticks of 1/90 000 s, rounded down. */
  public static long ticks(long samples) {
    return Math.floorDiv(samples * 15, 8);
  }
}
