package live.nigiwai.shop.checkout;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.show.ViewerId;
import org.jspecify.annotations.Nullable;

/**
 * Reads checkouts that have just begun. Presses are answered a batch at a time, so their buyers'
 * checkouts are wanted at the same moment: those asked for while a read is under way are read
 * together by the next.
 *
 * <p><b>Threading</b>: any number of virtual threads; at most one reads, for all who wait. No more
 * can wait than requests are admitted.
 */
final class FreshCheckouts {
  private static final int AT_ONCE_MAX = 200;

  private final Database database;
  private final CheckoutRows rows;
  private final ReentrantLock door = new ReentrantLock();
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private boolean reading;

  FreshCheckouts(Database database, CheckoutRows rows) {
    this.database = database;
    this.rows = rows;
  }

  private record Waiting(
      String id, ViewerId viewer, CompletableFuture<@Nullable CheckoutRow> row) {}

  /** The viewer's checkout; someone else's is not there. Waits for the read. */
  Optional<CheckoutRow> read(String id, ViewerId viewer) {
    var mine = new Waiting(id, viewer, new CompletableFuture<>());
    boolean first;
    door.lock();
    try {
      queue.add(mine);
      first = !reading;
      reading = true;
    } finally {
      door.unlock();
    }
    if (first) {
      Thread.ofVirtual().name("fresh-checkouts").start(this::drain);
    }
    try {
      return Optional.ofNullable(mine.row.join());
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
    }
  }

  private void drain() {
    for (var batch = next(); !batch.isEmpty(); batch = next()) {
      var asked = batch;
      try {
        var found =
            database.query(
                sql ->
                    rows.readAll(
                        sql,
                        asked.stream().map(Waiting::id).toList(),
                        asked.stream().map(Waiting::viewer).toList()));
        asked.forEach(waiting -> waiting.row.complete(found.get(waiting.id)));
      } catch (Throwable failure) {
        asked.forEach(waiting -> waiting.row.completeExceptionally(failure));
      }
    }
  }

  private List<Waiting> next() {
    door.lock();
    try {
      var batch = new ArrayList<Waiting>();
      while (batch.size() < AT_ONCE_MAX && !queue.isEmpty()) {
        batch.add(queue.poll());
      }
      reading = !batch.isEmpty();
      return batch;
    } finally {
      door.unlock();
    }
  }
}
