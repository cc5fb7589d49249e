package live.nigiwai.relay.fanout;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What waits for slow readers on the whole node, and who of them may be cut.
 *
 * <p>As long as it is within its limit every viewer has the full patience of {@link Slow}. Beyond
 * it patience shrinks in proportion, so that the slowest go first, but never more of them per
 * second than can come back in good order.
 *
 * <p><b>Threading</b>: any loop.
 */
public final class Outbound {
  /** Patience never falls below this share. */
  private static final double PATIENCE_MIN = 1 / 16d;

  private final Slow slow;
  private final AtomicLong waiting = new AtomicLong();

  /** When the next cut is due, by {@link System#nanoTime}; 0 before the first. */
  private final AtomicLong nextCut = new AtomicLong();

  public Outbound(Slow slow) {
    this.slow = slow;
  }

  /** A crew has counted again. */
  void counted(long before, long now) {
    waiting.addAndGet(now - before);
  }

  /** Bytes that wait on this node, as last counted. */
  public long waiting() {
    return waiting.get();
  }

  boolean tooSlow(long bytes, long fullNanos) {
    double patience =
        Math.clamp((double) slow.outboundBytesMax() / Math.max(1, waiting.get()), PATIENCE_MIN, 1);
    return bytes > slow.waitingBytesMax() * patience
        || fullNanos > slow.fullMax().toNanos() * patience;
  }

  /** Whether one more may be cut now; a second's worth at once at most. */
  boolean mayCut(long now) {
    long second = TimeUnit.SECONDS.toNanos(1);
    long each = second / slow.cutsPerSecond();
    while (true) {
      long next = nextCut.get();
      long from = next == 0 ? now - second : Math.max(next, now - second);
      if (from >= now) {
        return false;
      }
      if (nextCut.compareAndSet(next, from + each)) {
        return true;
      }
    }
  }
}
