package live.nigiwai.shop.drop;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.DatabaseUnavailableException;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.drop.Drop.Kind;
import live.nigiwai.shop.drop.Drop.Phase;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ViewerId;

/**
 * Takes entries. Like a lane: one transaction in flight, what arrives meanwhile is the next batch,
 * so the whole audience may press at once. Entering twice is entering once.
 *
 * <p><b>Threading</b>: {@link #enter} from any number of virtual threads; the queue has one lock;
 * one virtual thread at a time drains it.
 */
final class EntryDoor {
  static final int ENTRIES_MAX = 200_000;
  private static final int QUEUE_MAX = 2_000;
  private static final int BATCH_MAX = 200;
  private static final int BACK_MILLIS_MIN = 500;
  private static final int BACK_MILLIS_MAX = 4_000;

  private final Database database;
  private final DropRows rows;
  private final EntryRows entries;
  private final Executor threads;
  private final Supplier<String> ids;
  private final DoubleSupplier jitter;
  private final ReentrantLock door = new ReentrantLock();
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private boolean draining;

  /**
   * @param ids fresh and unguessable: they decide the draw
   * @param jitter between 0 and 1
   */
  EntryDoor(
      Database database,
      Store store,
      Executor threads,
      Supplier<String> ids,
      DoubleSupplier jitter) {
    this.database = database;
    this.rows = new DropRows(store);
    this.entries = new EntryRows(store);
    this.threads = threads;
    this.ids = ids;
    this.jitter = jitter;
  }

  /** Somebody wants to be in. */
  record Wish(ShowId show, String drop, ViewerId viewer, int quantity) {}

  /** What became of a wish. */
  sealed interface Outcome {
    /**
     * @param fresh false where they were in before, whatever they asked for then
     */
    record Entered(Drop drop, Entry entry, boolean fresh) implements Outcome {}

    /** Not yet, or no longer, or this is not that kind of drop. */
    record NotOpen(Drop drop) implements Outcome {}

    record OverBuyerLimit(int limit) implements Outcome {}

    record Unknown() implements Outcome {}

    record Full() implements Outcome {}

    /** Too many at once; nothing was looked at, and coming later is no disadvantage. */
    record Busy(int retryAfterMillis, int ahead) implements Outcome {}
  }

  private record Waiting(Wish wish, String id, CompletableFuture<Outcome> outcome) {}

  Outcome enter(Wish wish) {
    var waiting = new Waiting(wish, ids.get(), new CompletableFuture<>());
    boolean start;
    door.lock();
    try {
      if (queue.size() >= QUEUE_MAX) {
        int span = BACK_MILLIS_MAX - BACK_MILLIS_MIN;
        return new Outcome.Busy(
            BACK_MILLIS_MIN + (int) (span * jitter.getAsDouble()), queue.size());
      }
      queue.add(waiting);
      start = !draining;
      draining = true;
    } finally {
      door.unlock();
    }
    if (start) {
      threads.execute(this::drain);
    }
    try {
      return waiting.outcome.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failed;
    }
  }

  private void drain() {
    for (var batch = next(); !batch.isEmpty(); batch = next()) {
      try {
        var outcomes = stored(batch);
        for (int i = 0; i < batch.size(); i++) {
          batch.get(i).outcome.complete(outcomes.get(i));
        }
      } catch (Throwable failure) {
        batch.forEach(waiting -> waiting.outcome.completeExceptionally(failure));
      }
    }
  }

  private List<Waiting> next() {
    door.lock();
    try {
      var batch = new ArrayList<Waiting>();
      while (batch.size() < BATCH_MAX && !queue.isEmpty()) {
        batch.add(queue.poll());
      }
      draining = !batch.isEmpty();
      return batch;
    } finally {
      door.unlock();
    }
  }

  private List<Outcome> stored(List<Waiting> batch) {
    try {
      return database.transaction(sql -> store(sql, batch));
    } catch (DatabaseUnavailableException away) {
      if (!away.outcomeUnknown()) {
        throw away;
      }
      // Perhaps they are in: then they are found, each with the id it was given the first time.
      return database.transaction(sql -> store(sql, batch));
    }
  }

  private List<Outcome> store(Sql sql, List<Waiting> batch) {
    // In one order on every node, so that two batches never wait for each other in a circle.
    var byDrop =
        new TreeMap<Where, List<Waiting>>(
            Comparator.comparing(Where::drop).thenComparing(where -> where.show.value()));
    batch.forEach(
        each ->
            byDrop
                .computeIfAbsent(
                    new Where(each.wish.drop, each.wish.show), ignored -> new ArrayList<>())
                .add(each));
    var outcomes = new HashMap<Waiting, Outcome>();
    byDrop.forEach((where, wishes) -> outcomes.putAll(store(sql, where, wishes)));
    return batch.stream().map(outcomes::get).toList();
  }

  private record Where(String drop, ShowId show) {}

  private Map<Waiting, Outcome> store(Sql sql, Where where, List<Waiting> wishes) {
    var outcomes = new HashMap<Waiting, Outcome>();
    var locked = rows.lock(sql, where.show, where.drop);
    var fresh = new ArrayList<EntryRows.Fresh>();
    boolean open = locked.isPresent() && takesEntries(sql, locked.get());
    for (var each : wishes) {
      var wish = each.wish;
      if (locked.isEmpty()) {
        outcomes.put(each, new Outcome.Unknown());
      } else if (open && wish.quantity > locked.get().perBuyer()) {
        outcomes.put(each, new Outcome.OverBuyerLimit(locked.get().perBuyer()));
      } else if (open && locked.get().entries() + fresh.size() >= ENTRIES_MAX) {
        outcomes.put(each, new Outcome.Full());
      } else if (open) {
        fresh.add(new EntryRows.Fresh(each.id, wish.viewer, wish.quantity));
      }
    }
    if (!fresh.isEmpty()) {
      rows.entered(sql, where.drop, entries.insert(sql, where.drop, fresh));
    }
    for (var each : wishes) {
      if (!outcomes.containsKey(each) && locked.isPresent()) {
        outcomes.put(each, found(sql, locked.get(), each));
      }
    }
    return outcomes;
  }

  private boolean takesEntries(Sql sql, Drop drop) {
    boolean possible =
        drop.kind() == Kind.FAIR && (drop.phase() == Phase.PLANNED || drop.phase() == Phase.OPEN);
    return possible && rows.isPast(sql, drop.opensAt()) && !rows.isPast(sql, drop.closesAt());
  }

  private Outcome found(Sql sql, Drop drop, Waiting each) {
    return entries
        .mine(sql, drop, each.wish.viewer)
        .<Outcome>map(entry -> new Outcome.Entered(drop, entry, entry.id().equals(each.id)))
        .orElseGet(() -> new Outcome.NotOpen(drop));
  }
}
