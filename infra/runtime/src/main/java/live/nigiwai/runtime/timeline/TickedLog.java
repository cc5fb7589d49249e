package live.nigiwai.runtime.timeline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import live.nigiwai.runtime.postgres.DatabaseUnavailableException;
import live.nigiwai.show.timeline.AppendOutcome;
import live.nigiwai.show.timeline.Draft;
import live.nigiwai.show.timeline.History;
import live.nigiwai.show.timeline.LogId;
import live.nigiwai.show.timeline.Position;
import live.nigiwai.show.timeline.ShowTimeline;
import live.nigiwai.show.timeline.Snapshot;
import live.nigiwai.show.timeline.TimelineBatch;
import live.nigiwai.show.timeline.TimelineEntry;
import live.nigiwai.show.timeline.Versioned;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One log: gathers facts for a tick, stores them in one transaction, then delivers them.
 *
 * <p>The first fact after a quiet tick is stored at once; under load one transaction is in flight
 * and what arrives meanwhile is the next batch. While the database is away the batch is tried again
 * with growing pauses, and the backlog behind it is bounded.
 *
 * <p><b>Threading</b>: {@code append} and {@code announce} from any thread, never blocking; one
 * virtual thread owns the ticks. Outcomes complete on that thread.
 */
final class TickedLog implements ShowTimeline {
  private static final Logger log = LoggerFactory.getLogger(TickedLog.class);
  private static final long PAUSE_MILLIS_MIN = 50;
  private static final long PAUSE_MILLIS_MAX = 1_000;
  private static final int STATES_MAX = 10_000;
  private static final int REPAIR_ENTRIES_MAX = 10_000;

  private final LogId id;
  private final TimelineConfig config;
  private final LogStore store;
  private final Delivery delivery;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition something = lock.newCondition();
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private final Map<String, Versioned> states = new LinkedHashMap<>();
  private boolean repairNeeded;
  private boolean closed;
  private final Thread ticking;

  TickedLog(LogId id, TimelineConfig config, LogStore store) {
    this.id = id;
    this.config = config;
    this.store = store;
    this.delivery = new Delivery(store.open());
    this.ticking =
        Thread.ofVirtual().name("timeline-" + id.show() + "-" + id.log()).start(this::run);
  }

  /** A fact and the promise made to whoever appended it. */
  private record Waiting(Draft draft, String key, CompletableFuture<AppendOutcome> outcome) {}

  @Override
  public LogId id() {
    return id;
  }

  @Override
  public CompletionStage<AppendOutcome> append(Draft draft) {
    var mine = new Waiting(draft, store.keyOf(draft), new CompletableFuture<>());
    lock.lock();
    try {
      if (closed) {
        mine.outcome.complete(new AppendOutcome.Failed("stopping"));
      } else if (waiting.size() >= config.backlogMax()) {
        mine.outcome.complete(new AppendOutcome.Overloaded());
      } else {
        waiting.add(mine);
        // Not for each: waking the thread up costs more than storing a fact.
        if (waiting.size() == 1 || waiting.size() == config.batchMax()) {
          something.signal();
        }
      }
    } finally {
      lock.unlock();
    }
    return mine.outcome;
  }

  @Override
  public void announce(Versioned state) {
    lock.lock();
    try {
      if (states.size() < STATES_MAX || states.containsKey(state.state().key())) {
        states.merge(state.state().key(), state, TickedLog::newer);
        something.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private static Versioned newer(Versioned a, Versioned b) {
    return a.version() >= b.version() ? a : b;
  }

  @Override
  public Following follow(Consumer<TimelineBatch> follower) {
    return delivery.follow(follower);
  }

  @Override
  public History readAfter(Position position, int limit) {
    return store.history(position, limit);
  }

  @Override
  public Snapshot snapshot(int recent) {
    return store.snapshot(recent);
  }

  void publish(TimelineBatch batch) {
    delivery.publish(batch);
  }

  /**
   * A transaction may have committed without our knowing: look before anything later is delivered.
   */
  void repair() {
    lock.lock();
    try {
      repairNeeded = true;
      something.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Stores what waits, within two seconds, then refuses what is left. */
  void close() {
    lock.lock();
    try {
      closed = true;
      something.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      if (!ticking.join(java.time.Duration.ofSeconds(2))) {
        ticking.interrupt();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    long lastTick = System.nanoTime() - config.tick().toNanos();
    try {
      while (awaitWork(lastTick)) {
        lastTick = System.nanoTime();
        tick();
      }
    } catch (InterruptedException stopped) {
      log.debug("{} stopped", id);
    } finally {
      refuseTheRest();
    }
  }

  /** Waits for something to store and for the tick to be over; false when closed and empty. */
  private boolean awaitWork(long lastTick) throws InterruptedException {
    lock.lock();
    try {
      while (waiting.isEmpty() && states.isEmpty() && !repairNeeded) {
        if (closed) {
          return false;
        }
        something.await();
      }
      long left = lastTick + config.tick().toNanos() - System.nanoTime();
      while (left > 0 && !closed && waiting.size() < config.batchMax()) {
        left = something.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void tick() throws InterruptedException {
    var batch = new ArrayList<Waiting>();
    List<Versioned> changed;
    boolean repairFirst;
    lock.lock();
    try {
      while (batch.size() < config.batchMax() && !waiting.isEmpty()) {
        batch.add(waiting.poll());
      }
      changed = List.copyOf(states.values());
      states.clear();
      repairFirst = repairNeeded;
      repairNeeded = false;
    } finally {
      lock.unlock();
    }
    try {
      storeUntilDone(batch, changed, repairFirst);
    } catch (InterruptedException stopped) {
      batch.forEach(w -> w.outcome.complete(new AppendOutcome.Failed("stopping")));
      throw stopped;
    }
  }

  private void storeUntilDone(List<Waiting> batch, List<Versioned> changed, boolean repairFirst)
      throws InterruptedException {
    boolean repair = repairFirst;
    for (long pause = PAUSE_MILLIS_MIN; ; pause = Math.min(pause * 2, PAUSE_MILLIS_MAX)) {
      try {
        var stored = store.append(drafts(batch), changed);
        if (stored.batch() != null) {
          delivery.publish(stored.batch());
        }
        if (repair || stored.outcomes().stream().anyMatch(this::undelivered)) {
          delivery.repair(from -> store.batchAfter(from, REPAIR_ENTRIES_MAX));
        }
        complete(batch, stored.outcomes());
        return;
      } catch (DatabaseUnavailableException away) {
        repair |= away.outcomeUnknown();
        log.warn("{}: {} facts wait for the database: {}", id, batch.size(), away.getMessage());
        TimeUnit.MILLISECONDS.sleep(pause);
      } catch (RuntimeException refused) {
        oneByOne(batch, changed, refused);
        return;
      }
    }
  }

  /** Stored earlier, by a commit whose outcome was lost, so that no follower has seen it. */
  private boolean undelivered(AppendOutcome outcome) {
    return outcome instanceof AppendOutcome.Duplicate known
        && known.entry().offset() > delivery.delivered();
  }

  /** One fact the database refuses must not take its neighbours with it. */
  private void oneByOne(List<Waiting> batch, List<Versioned> changed, RuntimeException refused)
      throws InterruptedException {
    if (batch.size() + changed.size() <= 1) {
      log.error("{}: the database refused a fact or a state", id, refused);
      batch.forEach(w -> w.outcome.complete(new AppendOutcome.Failed("refused")));
      return;
    }
    for (var waiter : batch) {
      storeUntilDone(List.of(waiter), List.of(), false);
    }
    for (var state : changed) {
      storeUntilDone(List.of(), List.of(state), false);
    }
  }

  private static List<LogStore.KeyedDraft> drafts(List<Waiting> batch) {
    return batch.stream().map(w -> new LogStore.KeyedDraft(w.key, w.draft)).toList();
  }

  private static void complete(List<Waiting> batch, List<AppendOutcome> outcomes) {
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).outcome.complete(outcomes.get(i));
    }
  }

  private void refuseTheRest() {
    lock.lock();
    try {
      closed = true;
      waiting.forEach(w -> w.outcome.complete(new AppendOutcome.Failed("stopping")));
      waiting.clear();
    } finally {
      lock.unlock();
    }
  }

  /**
   * What a transaction stored for each draft, by actor and key; used to answer repeats in one
   * batch.
   */
  static Map<String, TimelineEntry> index(List<LogReader.Keyed> stored) {
    var byKey = new HashMap<String, TimelineEntry>();
    for (var keyed : stored) {
      byKey.put(identity(keyed.entry().actor().id(), keyed.key()), keyed.entry());
    }
    return byKey;
  }

  static String identity(String actor, @Nullable String key) {
    return actor + ' ' + key;
  }
}
