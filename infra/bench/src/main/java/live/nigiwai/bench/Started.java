package live.nigiwai.bench;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Everything a run has started: ended in reverse order with the run, also when Ctrl-C ends it.
 *
 * <p><i>Threading</i>: any thread; what is closed once is not closed again.
 */
final class Started implements AutoCloseable {
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private boolean closed;

  Started() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "bench-end"));
  }

  <T extends AutoCloseable> T own(T part) {
    synchronized (parts) {
      if (!closed) {
        parts.push(part);
        return part;
      }
    }
    end(part);
    throw new IllegalStateException("the run is ending");
  }

  /** Ends one part before the others. */
  void end(AutoCloseable part) {
    synchronized (parts) {
      parts.remove(part);
    }
    try {
      part.close();
    } catch (Exception failed) {
      System.err.println("did not end well: " + failed);
    }
  }

  @Override
  public void close() {
    while (true) {
      AutoCloseable next;
      synchronized (parts) {
        closed = true;
        next = parts.poll();
      }
      if (next == null) {
        return;
      }
      end(next);
    }
  }
}
