package live.nigiwai.shop.stock;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The presses on one SKU of this node: at most one transaction in flight; what arrives meanwhile is
 * the next batch. No timer: alone, a press is a batch of one at once.
 *
 * <p>For a moment after a commit that saw none left, memory answers "sold out" to those who hold
 * nothing. Memory never says "reserved".
 *
 * <p>Where more press than can be asked, the rest stand in a {@link WaitingLine}.
 *
 * <p><b>Threading</b>: {@link #reserve} from any number of virtual threads; the queue has one lock;
 * one virtual thread at a time drains it.
 */
final class Lane {
  private final LaneBatch transaction;
  private final LaneLimits limits;
  private final Executor threads;
  private final ReentrantLock door = new ReentrantLock();
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private boolean draining;
  private final WaitingLine line;
  private volatile @Nullable SoldOutMemory memory;

  Lane(LaneBatch transaction, LaneLimits limits, Executor threads) {
    this.transaction = transaction;
    this.limits = limits;
    this.threads = threads;
    this.line = new WaitingLine(limits.nanos(), limits.jitter());
  }

  private record Waiting(Press press, CompletableFuture<ReserveOutcome> outcome) {}

  /** None were left at a commit. */
  private record SoldOutMemory(long untilNanos, LaneTransaction.SoldOut where) {}

  ReserveOutcome reserve(Press press) {
    if (remembersSoldOut(press)) {
      limits.metrics().fromMemory().increment();
      return new ReserveOutcome.SoldOut(0);
    }
    var waiting = new Waiting(press, new CompletableFuture<>());
    boolean start;
    door.lock();
    try {
      int room = limits.queueMax() - queue.size();
      if (line.admit(press.buyer(), press.key(), room)
          instanceof WaitingLine.Wait(int after, int ahead)) {
        limits.metrics().busy().increment();
        return new ReserveOutcome.Busy(after, ahead);
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
    return await(waiting.outcome);
  }

  private static ReserveOutcome await(CompletableFuture<ReserveOutcome> outcome) {
    try {
      return outcome.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failed;
    }
  }

  private boolean remembersSoldOut(Press press) {
    var now = memory;
    return now != null
        && limits.nanos().getAsLong() - now.untilNanos < 0
        && now.where.covers(press);
  }

  /** Units came back: what memory says is no longer true. */
  void unitsCameBack() {
    memory = null;
  }

  private void drain() {
    for (var batch = next(); !batch.isEmpty(); batch = next()) {
      limits.metrics().batch().record(batch.size());
      try {
        var done = transaction.run(batch.stream().map(Waiting::press).toList());
        var soldOut = done.soldOut();
        memory =
            soldOut == null
                ? null
                : new SoldOutMemory(
                    limits.nanos().getAsLong() + limits.soldOutMemory().toNanos(), soldOut);
        for (int i = 0; i < batch.size(); i++) {
          batch.get(i).outcome.complete(done.outcomes().get(i));
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
      while (batch.size() < limits.batchMax() && !queue.isEmpty()) {
        batch.add(queue.poll());
      }
      draining = !batch.isEmpty();
      return batch;
    } finally {
      door.unlock();
    }
  }
}
