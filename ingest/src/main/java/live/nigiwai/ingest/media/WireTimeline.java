package live.nigiwai.ingest.media;

/**
 * Widens the 32-bit millisecond timestamps of one publish (RTMP §5.3.1.1 wraps them) and notices
 * where its clock broke.
 *
 * <p>Video and audio share one clock; either may run a little ahead of the other, so a step is
 * judged against the newest time either has shown.
 */
public final class WireTimeline {
  /** A step back further than this is a new clock, not jitter. */
  static final long BACKWARD_MILLIS_MAX = 1_000;

  /** A step forward further than this, beyond the time that passed, is a new clock. */
  static final long FORWARD_MILLIS_MAX = 10_000;

  private boolean started;
  private long newestMillis;
  private long newestArrivalMillis;

  /**
   * @param millis the timestamp in 64 bits
   * @param jumped whether the publisher's clock was set anew with this message
   */
  public record Placed(long millis, boolean jumped) {}

  /** Places a message that arrived at {@code arrivalMillis} of our own clock. */
  public Placed place(long wireMillis, long arrivalMillis) {
    int wire = (int) wireMillis;
    if (!started) {
      started = true;
      newestMillis = Integer.toUnsignedLong(wire);
      newestArrivalMillis = arrivalMillis;
      return new Placed(newestMillis, false);
    }
    // Serial number arithmetic (RFC 1982): the signed distance survives the wrap.
    long step = wire - (int) newestMillis;
    long waited = Math.max(0, arrivalMillis - newestArrivalMillis);
    boolean jumped = step < -BACKWARD_MILLIS_MAX || step > waited + FORWARD_MILLIS_MAX;
    long millis = newestMillis + step;
    if (jumped || step > 0) {
      newestMillis = millis;
      newestArrivalMillis = arrivalMillis;
    }
    return new Placed(millis, jumped);
  }
}
