package live.nigiwai.ingest.hls;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The requests that wait for a show's next part, and their release in paced batches.
 *
 * <p>All of them are due in the same moment. To write to thousands of sockets in one go would keep
 * the first of them from asking for the part itself until the last has been told; so each event
 * loop answers some, takes what has come in meanwhile, and goes on.
 *
 * <p>Those who wait for different rungs wait apart: news of one rung is none for the others.
 *
 * <p><i>Threading</i>: {@link #await} on the event loop of the request, which alone touches the
 * requests that wait there; {@link #wake} on any thread.
 */
final class Waiters {
  /** One request. */
  interface Waiter {
    /** Answers if it can now. False while it has to wait on. */
    boolean answer();

    /** It has waited for as long as is allowed, or its show is gone. */
    void giveUp();

    /** When it came, by {@code System.nanoTime}. */
    long since();
  }

  /** Those of one event loop that wait for one rung. */
  private record Place(EventLoop loop, String rung) {}

  private final class Bay {
    final EventLoop loop;
    final Deque<Waiter> waiting = new ArrayDeque<>();
    final AtomicBoolean due = new AtomicBoolean();

    Bay(Place place) {
      this.loop = place.loop();
    }

    void wake() {
      if (due.compareAndSet(false, true)) {
        loop.execute(this::release);
      }
    }

    private void release() {
      due.set(false);
      batch(waiting.size());
    }

    /** Looks at a batch of the {@code left} that were waiting when the news came. */
    private void batch(int left) {
      int now = Math.min(left, batchSize);
      long expired = System.nanoTime() - patienceNanos;
      for (int i = 0; i < now && !waiting.isEmpty(); i++) {
        Waiter waiter = waiting.remove();
        if (waiter.answer()) {
          count.decrementAndGet();
        } else if (waiter.since() < expired) {
          count.decrementAndGet();
          waiter.giveUp();
        } else {
          waiting.add(waiter);
        }
      }
      if (left > now) {
        loop.execute(() -> batch(left - now));
      }
    }
  }

  private final Map<Place, Bay> bays = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private final int max;
  private final int batchSize;
  private final long patienceNanos;
  private volatile long lookedAt;

  /**
   * @param max requests that may wait at once
   * @param batchSize answered before the event loop does something else
   */
  Waiters(int max, int batchSize, long patienceNanos) {
    this.max = max;
    this.batchSize = batchSize;
    this.patienceNanos = patienceNanos;
  }

  /** Lets a request wait; false where too many do. */
  boolean await(EventLoop loop, String rung, Waiter waiter) {
    if (count.get() >= max) {
      return false;
    }
    count.incrementAndGet();
    Bay bay = bays.computeIfAbsent(new Place(loop, rung), Bay::new);
    bay.waiting.add(waiter);
    // What it waits for may have come while it was being added.
    if (waiter.answer()) {
      bay.waiting.removeLast();
      count.decrementAndGet();
    }
    return true;
  }

  /**
   * Something new is there.
   *
   * @param rung of which; null where it may be any
   */
  void wake(@Nullable String rung) {
    if (count.get() == 0) {
      return;
    }
    bays.forEach(
        (place, bay) -> {
          if (rung == null || rung.equals(place.rung())) {
            bay.wake();
          }
        });
  }

  /** Wakes all, once a second: for those who have waited too long. */
  void wakeExpired() {
    long now = System.nanoTime();
    if (now - lookedAt > 1_000_000_000L) {
      lookedAt = now;
      wake(null);
    }
  }

  int count() {
    return count.get();
  }
}
