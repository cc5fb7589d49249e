package live.nigiwai.ingest.hls;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What one thread is told by others, in order. To wake a thread costs more than most of what it is
 * told, so what can wait is left in the box until something comes that cannot.
 *
 * <p>It has no limit of its own: whoever adds keeps to one.
 *
 * <p><i>Threading</i>: any thread adds; one takes.
 */
final class Mailbox<T> {
  private final Queue<T> messages = new ConcurrentLinkedQueue<>();
  private volatile @Nullable Thread waiting;

  /** Adds a message and wakes the thread. */
  void add(T message) {
    messages.add(message);
    Thread sleeper = waiting;
    if (sleeper != null) {
      LockSupport.unpark(sleeper);
    }
  }

  /** Adds a message that is found with the next one, or when the thread's wait is over. */
  void leave(T message) {
    messages.add(message);
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  /** The oldest message; null where none came for so long. */
  @Nullable T poll(long millis) throws InterruptedException {
    T next = messages.poll();
    if (next != null) {
      return next;
    }
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    waiting = Thread.currentThread();
    try {
      while (true) {
        next = messages.poll();
        long left = deadline - System.nanoTime();
        if (next != null || left <= 0) {
          return next;
        }
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        LockSupport.parkNanos(this, left);
      }
    } finally {
      waiting = null;
    }
  }
}
