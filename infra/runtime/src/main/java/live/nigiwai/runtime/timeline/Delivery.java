package live.nigiwai.runtime.timeline;

import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import live.nigiwai.show.timeline.ShowTimeline.Following;
import live.nigiwai.show.timeline.TimelineBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands one log's stored batches to its followers in offset order.
 *
 * <p>Two transactions commit in offset order, because both hold the log's row, but the threads that
 * ran them may arrive here the other way round. A batch that does not continue what was delivered
 * waits for the one before it; {@link #repair} fills what never arrived, after a commit whose
 * outcome was lost.
 *
 * <p><b>Threading</b>: any thread may publish; one lock orders them, and followers run under it.
 */
final class Delivery {
  private static final Logger log = LoggerFactory.getLogger(Delivery.class);

  private final ReentrantLock order = new ReentrantLock();
  private final List<Consumer<TimelineBatch>> followers = new CopyOnWriteArrayList<>();
  private final TreeMap<Long, TimelineBatch> early = new TreeMap<>();
  private volatile long delivered;

  Delivery(long delivered) {
    this.delivered = delivered;
  }

  Following follow(Consumer<TimelineBatch> follower) {
    followers.add(follower);
    return () -> followers.remove(follower);
  }

  void publish(TimelineBatch batch) {
    order.lock();
    try {
      if (batch.entries().isEmpty()) {
        hand(batch);
        return;
      }
      long first = batch.entries().getFirst().offset();
      if (first <= delivered) {
        return; // a repair delivered it already
      }
      early.put(first, batch);
      drain();
    } finally {
      order.unlock();
    }
  }

  /**
   * Delivers what was stored after the last delivered offset.
   *
   * @param readAfter reads, from an offset, the entries first and then the state
   */
  void repair(LongFunction<TimelineBatch> readAfter) {
    order.lock();
    try {
      var missing = readAfter.apply(delivered);
      if (!missing.entries().isEmpty() || !missing.states().isEmpty()) {
        hand(missing);
      }
      early.headMap(delivered, true).clear();
      drain();
    } finally {
      order.unlock();
    }
  }

  /** The offset of the last entry followers were handed. */
  long delivered() {
    return delivered;
  }

  private void drain() {
    for (var next = early.firstEntry();
        next != null && next.getKey() == delivered + 1;
        next = early.firstEntry()) {
      early.pollFirstEntry();
      hand(next.getValue());
    }
  }

  private void hand(TimelineBatch batch) {
    if (!batch.entries().isEmpty()) {
      delivered = batch.entries().getLast().offset();
    }
    for (var follower : followers) {
      try {
        follower.accept(batch);
      } catch (RuntimeException fault) {
        log.error("a follower of {} failed", batch.log(), fault);
      }
    }
  }
}
