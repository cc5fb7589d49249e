package live.nigiwai.show.timeline;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * One log of one show: append to it, follow it, read it back.
 *
 * <p><b>Threading</b>: every method may be called from any thread. {@link #append} and {@link
 * #announce} never block; {@link #readAfter} and {@link #snapshot} ask the database and belong on a
 * virtual thread.
 */
public interface ShowTimeline {
  LogId id();

  /**
   * Gathers the fact into the log's next tick. Completes once it is stored, or certainly is not;
   * the order of calls from one thread is the order in the log.
   */
  CompletionStage<AppendOutcome> append(Draft draft);

  /**
   * Makes a value of keyed state known after its own row was committed. Conflated by key; an older
   * version never replaces a newer one.
   */
  void announce(Versioned state);

  /**
   * Hands every stored batch to the follower in offset order, without a hole, from now on. The
   * follower is called by one thread at a time and must not block.
   */
  Following follow(Consumer<TimelineBatch> follower);

  /** What comes after a position, at most {@code limit} entries. */
  History readAfter(Position position, int limit);

  /** The position now, the {@code recent} newest entries before it, and all keyed state. */
  Snapshot snapshot(int recent);

  /** Ends a {@link #follow}. Closing twice is harmless. */
  interface Following extends AutoCloseable {
    @Override
    void close();
  }
}
