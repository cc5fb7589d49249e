package live.nigiwai.ingest.archive;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes recordings, of all shows, and the queue before it, which is bounded in
 * bytes.
 *
 * <p><i>Threading</i>: anyone may offer and never waits; {@code archive-writer} runs what was
 * offered, in order.
 */
final class RecordingWriter implements AutoCloseable {
  /** Three rungs of 2 s segments for hours, while a disk does not answer at all. */
  private static final int WAITING_MAX = 20_000;

  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);
  private static final Logger log = LoggerFactory.getLogger(RecordingWriter.class);

  private record Work(int bytes, Runnable task) {}

  private final long queueBytesMax;
  private final ConcurrentLinkedQueue<Work> queue = new ConcurrentLinkedQueue<>();
  private final AtomicLong queuedBytes = new AtomicLong();
  private final AtomicInteger queued = new AtomicInteger();
  private final Thread thread;
  private volatile boolean closing;

  RecordingWriter(long queueBytesMax) {
    this.queueBytesMax = queueBytesMax;
    thread = Thread.ofPlatform().name("archive-writer").daemon().unstarted(this::run);
    thread.start();
  }

  /** False where there is no room for that many bytes, or writing has ended. */
  boolean offer(int bytes, Runnable task) {
    if (closing || queued.incrementAndGet() > WAITING_MAX) {
      queued.decrementAndGet();
      return false;
    }
    if (queuedBytes.addAndGet(bytes) > queueBytesMax) {
      queuedBytes.addAndGet(-bytes);
      queued.decrementAndGet();
      return false;
    }
    queue.add(new Work(bytes, task));
    LockSupport.unpark(thread);
    return true;
  }

  long queuedBytes() {
    return queuedBytes.get();
  }

  /** Little enough waits for a recording that fell behind to start again. */
  boolean hasCaughtUp() {
    return queuedBytes.get() <= queueBytesMax / 4;
  }

  private void run() {
    while (true) {
      Work work = queue.poll();
      if (work == null) {
        if (closing && queued.get() == 0) {
          return;
        }
        LockSupport.park(this);
        continue;
      }
      try {
        work.task.run();
      } catch (RuntimeException fault) {
        log.error("A task of the recording failed", fault);
      } finally {
        queuedBytes.addAndGet(-work.bytes);
        queued.decrementAndGet();
      }
    }
  }

  /** After {@link #close}: nothing is written any more. */
  boolean isDone() {
    return !thread.isAlive();
  }

  /** Writes what waits, within a bounded time. */
  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    boolean interrupted = false;
    try {
      thread.join(TimeUnit.NANOSECONDS.toMillis(CLOSE_PATIENCE.toNanos()));
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (thread.isAlive()) {
      log.warn("{} pieces of recordings could not be written before the end", queued.get());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
