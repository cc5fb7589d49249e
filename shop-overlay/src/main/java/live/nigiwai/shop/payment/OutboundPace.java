package live.nigiwai.shop.payment;

import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * A token bucket for calls to a provider, kept as the moment at which the next token is free (the
 * generic cell rate algorithm of ITU-T I.371). In any second at most {@code perSecond + burst}
 * calls start; whoever comes first goes first.
 *
 * <p><b>Threading</b>: any thread.
 */
final class OutboundPace {
  private static final long SECOND = 1_000_000_000L;

  private final long interval;
  private final long slack;
  private final LongSupplier nanos;
  private long free;

  /**
   * @param perSecond in the long run
   * @param burst more than that at once, after a quiet time
   * @param nanos as {@link System#nanoTime()} counts
   */
  OutboundPace(int perSecond, int burst, LongSupplier nanos) {
    if (perSecond < 1 || burst < 0) {
      throw new IllegalArgumentException("a pace is at least one call a second");
    }
    this.interval = SECOND / perSecond;
    this.slack = interval * burst;
    this.nanos = nanos;
    this.free = nanos.getAsLong() - slack;
  }

  /**
   * Takes the next token: how many nanoseconds from now it may be used. Nothing is taken, and
   * nothing answered, where that is longer than the caller would wait.
   */
  synchronized OptionalLong take(long waitMax) {
    long now = nanos.getAsLong();
    if (free - now < -slack) {
      free = now - slack;
    }
    long wait = Math.max(0, free - now);
    if (wait > waitMax) {
      return OptionalLong.empty();
    }
    free += interval;
    return OptionalLong.of(wait);
  }
}
