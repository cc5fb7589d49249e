package live.nigiwai.ingest.media;

/**
 * One coded picture on the show's time axis.
 *
 * @param dts decoding time in ticks of 1/90 000 s
 * @param pts display time in the same ticks; may lie before {@code dts} only by an encoder's fault
 * @param key whether decoding can start here
 * @param data NAL units with lengths of four bytes
 */
public record Sample(long dts, long pts, boolean key, byte[] data) {
  public static final int TICKS_PER_SECOND = 90_000;
  public static final int TICKS_PER_MILLI = 90;
}
