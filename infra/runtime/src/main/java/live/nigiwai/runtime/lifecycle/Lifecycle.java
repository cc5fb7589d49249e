package live.nigiwai.runtime.lifecycle;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that was started, to be stopped in reverse. A part that hangs or fails does not keep
 * the others from being stopped.
 *
 * <p><b>Threading</b>: any thread may own and close; each part is closed on a virtual thread of its
 * own, one after the other.
 */
public final class Lifecycle implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Lifecycle.class);

  /** What even the last part gets when the others have used up the time. */
  private static final Duration LEAST = Duration.ofMillis(100);

  private record Part(String name, AutoCloseable closeable) {}

  private final Duration eachMax;
  private final Duration totalMax;
  private final Deque<Part> parts = new ArrayDeque<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private boolean closing;

  /** Two seconds for each part, five for all. */
  public Lifecycle() {
    this(Duration.ofSeconds(2), Duration.ofSeconds(5));
  }

  Lifecycle(Duration eachMax, Duration totalMax) {
    this.eachMax = eachMax;
    this.totalMax = totalMax;
  }

  /**
   * Takes over a part that was just started.
   *
   * @return the part itself
   * @throws IllegalStateException when everything is being stopped already; the part is stopped too
   */
  public <T extends AutoCloseable> T own(String name, T part) {
    synchronized (this) {
      if (!closing) {
        parts.push(new Part(name, part));
        return part;
      }
    }
    var late = new IllegalStateException(name + " was started while everything stops");
    try {
      part.close();
    } catch (Exception alsoFailed) {
      late.addSuppressed(alsoFailed);
    }
    throw late;
  }

  /**
   * Stops everything when the process is asked to end (Ctrl-C, SIGTERM).
   *
   * @param first done before anything is stopped, and may take its time
   */
  public void closeAtExit(Runnable first) {
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> stop(first)));
  }

  private void stop(Runnable first) {
    try {
      first.run();
    } catch (RuntimeException failed) {
      log.warn("before stopping", failed);
    }
    try {
      close();
    } catch (IllegalStateException alreadyLogged) {
      // the process ends either way
    }
  }

  /** Returns when everything has been stopped, by whomever. */
  public void awaitClosed() throws InterruptedException {
    closed.await();
  }

  /**
   * Stops everything; a second call waits for the first.
   *
   * @throws IllegalStateException with every failure, after all parts were tried
   */
  @Override
  public void close() {
    boolean first;
    synchronized (this) {
      first = !closing;
      closing = true;
    }
    if (first) {
      closeParts();
      return;
    }
    try {
      closed.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeParts() {
    long deadline = System.nanoTime() + totalMax.toNanos();
    var failures = new ArrayList<Throwable>();
    try {
      while (!parts.isEmpty()) {
        Part part = parts.pop();
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        Duration mine = left.minus(LEAST.multipliedBy(parts.size()));
        closePart(part, clamp(mine), failures);
      }
    } finally {
      closed.countDown();
    }
    if (!failures.isEmpty()) {
      throw failure(failures);
    }
  }

  private Duration clamp(Duration wanted) {
    if (wanted.compareTo(LEAST) < 0) {
      return LEAST;
    }
    return wanted.compareTo(eachMax) > 0 ? eachMax : wanted;
  }

  private static void closePart(Part part, Duration within, List<Throwable> failures) {
    var failure = new AtomicReference<Throwable>();
    Thread closer =
        Thread.ofVirtual()
            .name("stop-" + part.name)
            .start(
                () -> {
                  try {
                    part.closeable.close();
                  } catch (Throwable thrown) {
                    failure.compareAndSet(null, thrown);
                  }
                });
    try {
      if (!closer.join(within)) {
        var late =
            new IllegalStateException(
                part.name + " did not stop within " + within.toMillis() + " ms");
        late.setStackTrace(closer.getStackTrace());
        failure.compareAndSet(null, late);
        closer.interrupt();
      }
    } catch (InterruptedException interrupted) {
      // Whoever is in a hurry: the parts still get their turn, without being waited for.
      closer.interrupt();
      Thread.currentThread().interrupt();
    }
    Throwable thrown = failure.get();
    if (thrown != null) {
      log.warn("stopping {}: {}", part.name, thrown.toString());
      failures.add(thrown);
    }
  }

  private static IllegalStateException failure(List<Throwable> failures) {
    var all = new IllegalStateException(failures.size() + " parts did not stop cleanly");
    failures.forEach(all::addSuppressed);
    return all;
  }
}
