package live.nigiwai.ingest.rtmp;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * So many attempts per name within a sliding window; for wrong keys and for takeovers.
 *
 * <p>Remembers a limited number of names and forgets the longest unused first.
 *
 * <p><i>Threading</i>: any thread; one short lock.
 */
final class Allowance {
  private final int attemptsMax;
  private final long windowNanos;
  private final LongSupplier nanoTime;
  private final Map<String, Deque<Long>> attempts;

  Allowance(int attemptsMax, Duration window, int namesMax, LongSupplier nanoTime) {
    this(attemptsMax, window, namesMax, nanoTime, () -> {});
  }

  /**
   * @param forgotten told when a name is forgotten for want of room
   */
  Allowance(
      int attemptsMax, Duration window, int namesMax, LongSupplier nanoTime, Runnable forgotten) {
    this.attemptsMax = attemptsMax;
    this.windowNanos = window.toNanos();
    this.nanoTime = nanoTime;
    this.attempts =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Deque<Long>> eldest) {
            boolean full = size() > namesMax;
            if (full) {
              forgotten.run();
            }
            return full;
          }
        };
  }

  /** Whether one more attempt would be too many. */
  synchronized boolean spent(String name) {
    return recent(name).size() >= attemptsMax;
  }

  /** Counts an attempt, unless it is one too many. */
  synchronized boolean take(String name) {
    Deque<Long> recent = recent(name);
    if (recent.size() >= attemptsMax) {
      return false;
    }
    recent.addLast(nanoTime.getAsLong());
    attempts.put(name, recent);
    return true;
  }

  private Deque<Long> recent(String name) {
    Deque<Long> times = attempts.getOrDefault(name, new ArrayDeque<>());
    long now = nanoTime.getAsLong();
    while (!times.isEmpty() && now - times.getFirst() >= windowNanos) {
      times.removeFirst();
    }
    if (times.isEmpty()) {
      attempts.remove(name);
    }
    return times;
  }
}
