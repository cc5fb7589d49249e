package live.nigiwai.shop.payment.simulator;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How many calls of each kind a provider takes in a second; it refuses the rest, as Stripe does
 * with 429.
 *
 * <p><b>Threading</b>: any thread.
 */
final class Crowd {
  private static final long SECOND = 1_000_000_000L;

  /** Calls of one kind in one second. */
  private static final class Window {
    private long began;
    private int calls;
  }

  private final int max;
  private final LongSupplier nanos;
  private final Map<String, Window> windows = new HashMap<>();

  /**
   * @param nanos as {@link System#nanoTime()} counts
   */
  Crowd(int max, LongSupplier nanos) {
    this.max = max;
    this.nanos = nanos;
  }

  synchronized boolean admits(String call) {
    long now = nanos.getAsLong();
    var window = windows.computeIfAbsent(call, first -> new Window());
    if (window.calls == 0 || now - window.began >= SECOND) {
      window.began = now;
      window.calls = 0;
    }
    window.calls++;
    return window.calls <= max;
  }
}
