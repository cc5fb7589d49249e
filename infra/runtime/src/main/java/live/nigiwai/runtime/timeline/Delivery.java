package live.nigiwai.runtime.timeline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import live.nigiwai.show.timeline.LogId;
import live.nigiwai.show.timeline.Position;
import live.nigiwai.show.timeline.ShowTimeline.Following;
import live.nigiwai.show.timeline.TimelineBatch;
import live.nigiwai.show.timeline.Versioned;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands one log's stored batches to its followers in offset order, each entry once.
 *
 * <p>Transactions commit in offset order, because each holds the log's row, but news of them come
 * from several threads and nodes, late, twice or not at all. A batch that does not continue what
 * was delivered waits for what is before it; whoever publishes is told so and reads it from the
 * store. Keyed state is handed on when it is newer than what was.
 *
 * <p><b>Threading</b>: any thread may publish; one lock orders them, and followers run under it.
 */
final class Delivery {
  private static final Logger log = LoggerFactory.getLogger(Delivery.class);

  /** Batches that wait for one before them; beyond it the store is read anyway. */
  private static final int EARLY_MAX = 1_000;

  private final LogId id;
  private final ReentrantLock order = new ReentrantLock();
  private final List<Consumer<TimelineBatch>> followers = new CopyOnWriteArrayList<>();
  private final TreeMap<Long, TimelineBatch> early = new TreeMap<>();
  private final Map<String, Long> versions = new HashMap<>();
  private volatile Position delivered;
  private volatile long versionsSum;

  /**
   * @param delivered where the log is now
   * @param states the version of each key now
   */
  Delivery(LogId id, Position delivered, Map<String, Long> states) {
    this.id = id;
    this.delivered = delivered;
    versions.putAll(states);
    sumUp();
  }

  Following follow(Consumer<TimelineBatch> follower) {
    followers.add(follower);
    return () -> followers.remove(follower);
  }

  /** False when entries before it, or of another epoch, are missing: read the store. */
  boolean publish(TimelineBatch batch) {
    order.lock();
    try {
      if (!batch.epoch().equals(delivered.epoch())) {
        return false;
      }
      if (batch.entries().isEmpty()) {
        hand(batch);
        return true;
      }
      if (batch.entries().getLast().offset() > delivered.offset() && early.size() < EARLY_MAX) {
        early.put(batch.entries().getFirst().offset(), batch);
      }
      drain();
      return early.isEmpty();
    } finally {
      order.unlock();
    }
  }

  /** Goes on with a log that was restored to an older state; followers see its new epoch. */
  void startOver(Position at, List<Versioned> states) {
    order.lock();
    try {
      delivered = at;
      early.clear();
      versions.clear();
      states.forEach(state -> versions.put(state.state().key(), state.version()));
      sumUp();
      tell(new TimelineBatch(id, at.epoch(), List.of(), states));
    } finally {
      order.unlock();
    }
  }

  /** Skips entries that nobody on this node waits for. */
  void skipTo(long offset) {
    order.lock();
    try {
      if (offset > delivered.offset()) {
        delivered = new Position(delivered.epoch(), offset);
      }
    } finally {
      order.unlock();
    }
  }

  /** The last entry followers were handed. */
  Position delivered() {
    return delivered;
  }

  /** The sum of all states' versions, plus one for each state: every change makes it grow. */
  long versionsSum() {
    return versionsSum;
  }

  /** Whether a batch waits for one before it. */
  boolean hasEarly() {
    order.lock();
    try {
      return !early.isEmpty();
    } finally {
      order.unlock();
    }
  }

  private void drain() {
    for (var next = early.firstEntry();
        next != null && next.getKey() <= delivered.offset() + 1;
        next = early.firstEntry()) {
      early.pollFirstEntry();
      hand(unseen(next.getValue()));
    }
  }

  /** Without the entries that a reading of the store has delivered already. */
  private TimelineBatch unseen(TimelineBatch batch) {
    long seen = delivered.offset();
    if (batch.entries().getFirst().offset() > seen) {
      return batch;
    }
    var rest = batch.entries().stream().filter(entry -> entry.offset() > seen).toList();
    return new TimelineBatch(batch.log(), batch.epoch(), rest, batch.states());
  }

  private void hand(TimelineBatch batch) {
    var newer = batch.states().stream().filter(this::isNewer).toList();
    if (!newer.isEmpty()) {
      newer.forEach(state -> versions.put(state.state().key(), state.version()));
      sumUp();
    }
    if (!batch.entries().isEmpty()) {
      delivered = new Position(batch.epoch(), batch.entries().getLast().offset());
    } else if (newer.isEmpty()) {
      return;
    }
    tell(new TimelineBatch(id, batch.epoch(), batch.entries(), newer));
  }

  private void tell(TimelineBatch batch) {
    for (var follower : followers) {
      try {
        follower.accept(batch);
      } catch (RuntimeException fault) {
        log.error("a follower of {} failed", id, fault);
      }
    }
  }

  private boolean isNewer(Versioned state) {
    var known = versions.get(state.state().key());
    return known == null || known < state.version();
  }

  private void sumUp() {
    versionsSum = versions.values().stream().mapToLong(version -> version + 1).sum();
  }
}
