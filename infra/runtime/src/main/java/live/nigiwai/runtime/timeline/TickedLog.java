package live.nigiwai.runtime.timeline;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import live.nigiwai.runtime.postgres.DatabaseUnavailableException;
import live.nigiwai.runtime.timeline.Backlog.Waiting;
import live.nigiwai.show.timeline.AppendOutcome;
import live.nigiwai.show.timeline.Draft;
import live.nigiwai.show.timeline.History;
import live.nigiwai.show.timeline.LogId;
import live.nigiwai.show.timeline.Position;
import live.nigiwai.show.timeline.ShowTimeline;
import live.nigiwai.show.timeline.Snapshot;
import live.nigiwai.show.timeline.TimelineBatch;
import live.nigiwai.show.timeline.Versioned;
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
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

  private final LogId id;
  private final LogStore store;
  private final Feed feed;
  private final Backlog backlog;
  private final Thread ticking;

  TickedLog(LogId id, TimelineConfig config, LogStore store, Feed feed) {
    this.id = id;
    this.store = store;
    this.feed = feed;
    this.backlog = new Backlog(config);
    this.ticking =
        Thread.ofVirtual().name("timeline-" + id.show() + "-" + id.log()).start(this::run);
  }

  @Override
  public LogId id() {
    return id;
  }

  @Override
  public CompletionStage<AppendOutcome> append(Draft draft) {
    var outcome = new CompletableFuture<AppendOutcome>();
    backlog.add(new Waiting(new LogStore.KeyedDraft(store.keyOf(draft), draft), outcome));
    return outcome;
  }

  @Override
  public void announce(Versioned state) {
    backlog.add(state);
  }

  @Override
  public Following follow(Consumer<TimelineBatch> follower) {
    return feed.follow(follower);
  }

  @Override
  public History readAfter(Position position, int limit) {
    return store.history(position, limit);
  }

  @Override
  public Snapshot snapshot(int recent) {
    return store.snapshot(recent);
  }

  Feed feed() {
    return feed;
  }

  /** Stores what waits, within two seconds, then refuses what is left. */
  void close() {
    backlog.close();
    feed.close();
    try {
      if (!ticking.join(CLOSE_WITHIN)) {
        ticking.interrupt();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    long lastTick = System.nanoTime() - backlog.tick().toNanos();
    try {
      while (backlog.await(lastTick)) {
        lastTick = System.nanoTime();
        tick();
      }
    } catch (InterruptedException stopped) {
      log.debug("{} stopped", id);
    } finally {
      backlog.refuse();
    }
  }

  private void tick() throws InterruptedException {
    var next = backlog.take();
    try {
      storeUntilDone(next.facts(), next.states());
    } catch (InterruptedException stopped) {
      next.facts().forEach(w -> w.outcome().complete(new AppendOutcome.Failed("stopping")));
      throw stopped;
    }
  }

  private void storeUntilDone(List<Waiting> batch, List<Versioned> changed)
      throws InterruptedException {
    boolean unknown = false;
    for (long pause = PAUSE_MILLIS_MIN; ; pause = Math.min(pause * 2, PAUSE_MILLIS_MAX)) {
      try {
        var stored = store.append(drafts(batch), changed);
        if (stored.batch() != null) {
          feed.stored(stored.batch());
        }
        if (unknown || stored.outcomes().stream().anyMatch(this::undelivered)) {
          feed.read();
        }
        complete(batch, stored.outcomes());
        return;
      } catch (DatabaseUnavailableException away) {
        unknown |= away.outcomeUnknown();
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
        && known.entry().offset() > feed.delivered();
  }

  /** One fact the database refuses must not take its neighbours with it. */
  private void oneByOne(List<Waiting> batch, List<Versioned> changed, RuntimeException refused)
      throws InterruptedException {
    if (batch.size() + changed.size() <= 1) {
      log.error("{}: the database refused a fact or a state", id, refused);
      batch.forEach(w -> w.outcome().complete(new AppendOutcome.Failed("refused")));
      return;
    }
    for (var waiter : batch) {
      storeUntilDone(List.of(waiter), List.of());
    }
    for (var state : changed) {
      storeUntilDone(List.of(), List.of(state));
    }
  }

  private static List<LogStore.KeyedDraft> drafts(List<Waiting> batch) {
    return batch.stream().map(Waiting::draft).toList();
  }

  private static void complete(List<Waiting> batch, List<AppendOutcome> outcomes) {
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).outcome().complete(outcomes.get(i));
    }
  }
}
