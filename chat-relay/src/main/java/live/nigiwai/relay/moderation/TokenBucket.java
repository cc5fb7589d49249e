package live.nigiwai.relay.moderation;

/**
 * So many at once, then so many per second.
 *
 * <p><b>Threading</b>: guarded by itself; any thread may ask.
 */
public final class TokenBucket {
  private final double burst;
  private final double perNano;
  private double tokens;
  private long asOf;

  public TokenBucket(int burst, double perSecond, long nanoTime) {
    if (burst < 1 || perSecond <= 0) {
      throw new IllegalArgumentException("burst and perSecond must be positive");
    }
    this.burst = burst;
    this.perNano = perSecond / 1e9;
    this.tokens = burst;
    this.asOf = nanoTime;
  }

  public boolean take(long nanoTime) {
    return takeUpTo(1, nanoTime) == 1;
  }

  /** Takes what there is of so many. */
  public synchronized int takeUpTo(int wanted, long nanoTime) {
    refill(nanoTime);
    int taken = (int) Math.min(wanted, Math.floor(tokens));
    tokens -= taken;
    return taken;
  }

  /** Milliseconds until one can be taken, 0 if now. */
  public synchronized long waitMillis(long nanoTime) {
    refill(nanoTime);
    return tokens >= 1 ? 0 : (long) Math.ceil((1 - tokens) / perNano / 1e6);
  }

  private void refill(long nanoTime) {
    long passed = nanoTime - asOf;
    if (passed > 0) {
      tokens = Math.min(burst, tokens + passed * perNano);
      asOf = nanoTime;
    }
  }
}
