package live.nigiwai.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ShowClock;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.timeline.AppendOutcome;
import live.nigiwai.show.timeline.Draft;
import live.nigiwai.show.timeline.History;
import live.nigiwai.show.timeline.LogId;
import live.nigiwai.show.timeline.Position;
import live.nigiwai.show.timeline.ShowState;
import live.nigiwai.show.timeline.ShowTimeline;
import live.nigiwai.show.timeline.Snapshot;
import live.nigiwai.show.timeline.TimelineBatch;
import live.nigiwai.show.timeline.TimelineEntry;
import live.nigiwai.show.timeline.TimelineEvent.CommentDeleted;
import live.nigiwai.show.timeline.TimelineEvent.CommentRestored;
import live.nigiwai.show.timeline.Versioned;
import live.nigiwai.show.timeline.Words;
import org.jspecify.annotations.Nullable;

/**
 * One log of {@link MemoryTimelines}, with handles for what goes wrong in the real world.
 *
 * <p><b>Threading</b>: guarded by itself; followers are called under its lock.
 */
public final class MemoryLog implements ShowTimeline {
  private static final long MEDIA_DELAY_MILLIS_MAX = 30_000;

  private final LogId id;
  private final ShowClock clock;
  private final BooleanSupplier away;
  private final List<Consumer<TimelineBatch>> followers = new CopyOnWriteArrayList<>();
  private final List<TimelineEntry> entries = new ArrayList<>();
  private final Map<Keyed, Long> offsets = new HashMap<>();
  private final Map<String, Versioned> states = new LinkedHashMap<>();
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private String epoch = "e1";
  private ShowTime lastInStep = new ShowTime(0);
  private int backlogMax = Integer.MAX_VALUE;
  private int lost;
  private int snapshots;
  private int reads;

  MemoryLog(LogId id, ShowClock clock, BooleanSupplier away) {
    this.id = id;
    this.clock = clock;
    this.away = away;
  }

  private record Keyed(Actor actor, String key) {}

  private record Waiting(Draft draft, CompletableFuture<AppendOutcome> outcome) {}

  @Override
  public LogId id() {
    return id;
  }

  @Override
  public synchronized CompletionStage<AppendOutcome> append(Draft draft) {
    if (!away.getAsBoolean()) {
      return CompletableFuture.completedFuture(store(draft, List.of()));
    }
    if (waiting.size() >= backlogMax) {
      return CompletableFuture.completedFuture(new AppendOutcome.Overloaded());
    }
    var outcome = new CompletableFuture<AppendOutcome>();
    waiting.add(new Waiting(draft, outcome));
    return outcome;
  }

  /** A control action: the fact and the state it makes in one batch. */
  public synchronized AppendOutcome act(Draft draft, ShowState... made) {
    return store(draft, List.of(made));
  }

  synchronized void storeWaiting() {
    for (var next = waiting.poll(); next != null; next = waiting.poll()) {
      next.outcome.complete(store(next.draft, List.of()));
    }
  }

  private AppendOutcome store(Draft draft, List<ShowState> made) {
    String key = draft.key();
    if (key != null) {
      Long before = offsets.get(new Keyed(draft.actor(), key));
      if (before != null) {
        return new AppendOutcome.Duplicate(entries.get((int) (before - 1)));
      }
    }
    var entry = number(draft);
    entries.add(entry);
    if (key != null) {
      offsets.put(new Keyed(draft.actor(), key), entry.offset());
    }
    if (entry.event() instanceof CommentDeleted deleted) {
      reword(deleted.commentId(), null);
    } else if (entry.event() instanceof CommentRestored restored) {
      reword(restored.commentId(), restored.words());
    }
    var versioned = made.stream().map(state -> new Versioned(state, entry.offset())).toList();
    versioned.forEach(state -> states.put(state.state().key(), state));
    deliver(new TimelineBatch(id, epoch, List.of(entry), versioned));
    return new AppendOutcome.Stored(entry);
  }

  private TimelineEntry number(Draft draft) {
    var at = clock.now();
    var mediaAt = draft.mediaAt();
    var showAt = mediaAt == null ? at : mediaAt.clamp(at.plusMillis(-MEDIA_DELAY_MILLIS_MAX), at);
    if (draft.event().inStep()) {
      showAt = showAt.orLater(lastInStep);
      lastInStep = showAt;
    }
    long offset = entries.size() + 1L;
    return new TimelineEntry(offset, at, mediaAt, showAt, draft.actor(), draft.event());
  }

  private void reword(String commentId, @Nullable Words words) {
    entries.replaceAll(
        entry ->
            new TimelineEntry(
                entry.offset(),
                entry.at(),
                entry.mediaAt(),
                entry.showAt(),
                entry.actor(),
                entry.event().reworded(commentId, words)));
  }

  private void deliver(TimelineBatch batch) {
    if (lost > 0) {
      lost--;
      return;
    }
    for (var follower : followers) {
      follower.accept(batch);
    }
  }

  @Override
  public synchronized void announce(Versioned state) {
    var held = states.get(state.state().key());
    if (held == null || held.version() < state.version()) {
      states.put(state.state().key(), state);
      deliver(new TimelineBatch(id, epoch, List.of(), List.of(state)));
    }
  }

  @Override
  public Following follow(Consumer<TimelineBatch> follower) {
    followers.add(follower);
    return () -> followers.remove(follower);
  }

  @Override
  public synchronized History readAfter(Position position, int limit) {
    failIfAway();
    reads++;
    if (!position.epoch().equals(epoch)) {
      return new History.Gap(History.Reason.EPOCH);
    }
    if (position.offset() > entries.size()) {
      return new History.Gap(History.Reason.AHEAD);
    }
    int from = (int) position.offset();
    int to = Math.min(entries.size(), from + limit);
    return new History.Continued(
        entries.subList(from, to), new Position(epoch, to), to < entries.size());
  }

  @Override
  public synchronized Snapshot snapshot(int recent) {
    failIfAway();
    snapshots++;
    int from = Math.max(0, entries.size() - recent);
    return new Snapshot(
        new Position(epoch, entries.size()),
        entries.subList(from, entries.size()),
        new ArrayList<>(states.values()));
  }

  private void failIfAway() {
    if (away.getAsBoolean()) {
      throw new IllegalStateException("the database is away");
    }
  }

  // --- what goes wrong in the real world ---

  /** So many batches are stored but never delivered. */
  public synchronized void loseBatches(int count) {
    lost = count;
  }

  /** Facts that may wait while the database is away. */
  public synchronized void limitBacklog(int max) {
    backlogMax = max;
  }

  /** The log is restored to an older state: a new epoch, entries after the offset are gone. */
  public synchronized void restore(String newEpoch, long offset) {
    epoch = newEpoch;
    entries.subList((int) offset, entries.size()).clear();
    offsets.values().removeIf(kept -> kept > offset);
    states.clear();
  }

  // --- what a test looks at ---

  public synchronized List<TimelineEntry> entries() {
    return List.copyOf(entries);
  }

  public synchronized int snapshots() {
    return snapshots;
  }

  public synchronized int reads() {
    return reads;
  }

  public int followers() {
    return followers.size();
  }

  public synchronized @Nullable Versioned state(String key) {
    return states.get(key);
  }
}
