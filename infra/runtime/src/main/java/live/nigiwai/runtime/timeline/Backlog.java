package live.nigiwai.runtime.timeline;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import live.nigiwai.show.timeline.AppendOutcome;
import live.nigiwai.show.timeline.Versioned;

/**
 * What waits for a log's next tick: facts in their order, up to a limit, and of each keyed state
 * the newest value.
 *
 * <p><b>Threading</b>: any thread adds; one thread, the log's, takes.
 */
final class Backlog {
  private static final int STATES_MAX = 10_000;

  private final TimelineConfig config;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition something = lock.newCondition();
  private final ArrayDeque<Waiting> facts = new ArrayDeque<>();
  private final Map<String, Versioned> states = new LinkedHashMap<>();
  private boolean closed;

  Backlog(TimelineConfig config) {
    this.config = config;
  }

  /** A fact and the promise made to whoever appended it. */
  record Waiting(LogStore.KeyedDraft draft, CompletableFuture<AppendOutcome> outcome) {}

  /** What one tick stores. */
  record Tick(List<Waiting> facts, List<Versioned> states) {}

  void add(Waiting fact) {
    lock.lock();
    try {
      if (closed) {
        fact.outcome.complete(new AppendOutcome.Failed("stopping"));
      } else if (facts.size() >= config.backlogMax()) {
        fact.outcome.complete(new AppendOutcome.Overloaded());
      } else {
        facts.add(fact);
        // Not for each: waking the thread up costs more than storing a fact.
        if (facts.size() == 1 || facts.size() == config.batchMax()) {
          something.signal();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  void add(Versioned state) {
    lock.lock();
    try {
      if (states.size() < STATES_MAX || states.containsKey(state.state().key())) {
        states.merge(state.state().key(), state, Backlog::newer);
        something.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private static Versioned newer(Versioned a, Versioned b) {
    return a.version() >= b.version() ? a : b;
  }

  /** Waits for something to store and for the tick to be over; false when closed and empty. */
  boolean await(long lastTick) throws InterruptedException {
    lock.lock();
    try {
      while (facts.isEmpty() && states.isEmpty()) {
        if (closed) {
          return false;
        }
        something.await();
      }
      long left = lastTick + config.tick().toNanos() - System.nanoTime();
      while (left > 0 && !closed && facts.size() < config.batchMax()) {
        left = something.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  Tick take() {
    lock.lock();
    try {
      var batch = new ArrayList<Waiting>();
      while (batch.size() < config.batchMax() && !facts.isEmpty()) {
        batch.add(facts.poll());
      }
      var changed = List.copyOf(states.values());
      states.clear();
      return new Tick(batch, changed);
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing more in. */
  void close() {
    lock.lock();
    try {
      closed = true;
      something.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Refuses what is left. */
  void refuse() {
    lock.lock();
    try {
      closed = true;
      facts.forEach(fact -> fact.outcome.complete(new AppendOutcome.Failed("stopping")));
      facts.clear();
    } finally {
      lock.unlock();
    }
  }

  /** How long a tick lasts at least. */
  Duration tick() {
    return config.tick();
  }
}
