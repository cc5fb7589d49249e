package live.nigiwai.relay;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.timeline.ShowState.Chat;
import live.nigiwai.show.timeline.ShowState.Speakers;
import live.nigiwai.show.timeline.ShowTimeline.Following;
import live.nigiwai.show.timeline.TimelineBatch;
import live.nigiwai.show.timeline.Timelines;
import live.nigiwai.show.timeline.Versioned;

/**
 * One show's conversation on this node: how people may speak now, and where each person sits.
 *
 * <p>It follows both logs of the show, so what another node did is known here as soon as the log
 * tells it.
 *
 * <p><b>Threading</b>: any thread. {@link #open} and {@link #close} block.
 */
final class Floor {
  /** People of whom something is remembered; beyond it they hear of changes only. */
  static final int CONCERNED_MAX = 50_000;

  private static final Chat FREE = new Chat(0, Speakers.EVERYONE, false, false, false);

  final ShowId show;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final Map<String, Set<TalkSeat>> seats = new ConcurrentHashMap<>();
  private final Set<String> concerned = ConcurrentHashMap.newKeySet();
  private volatile Versioned chat = new Versioned(FREE, -1);
  private volatile Following[] followings = {};
  volatile boolean askedDirty = true;
  private volatile long emptySince;
  private volatile boolean closed;

  Floor(ShowId show, long nanoTime) {
    this.show = show;
    this.emptySince = nanoTime;
  }

  /**
   * May be tried again after it failed.
   *
   * @param concerned everyone of whom something is remembered
   */
  void open(Timelines timelines, Consumer<TimelineBatch> news, Iterable<String> concerned) {
    var stage = timelines.stage(show);
    var backstage = timelines.backstage(show);
    unfollow();
    Consumer<TimelineBatch> follower =
        batch -> {
          batch.states().forEach(this::take);
          news.accept(batch);
        };
    followings = new Following[] {stage.follow(follower), backstage.follow(follower)};
    stage.snapshot(0).states().forEach(this::take);
    concerned.forEach(this::concern);
    ready.complete(null);
    if (closed) {
      unfollow();
    }
  }

  CompletableFuture<Void> ready() {
    return ready;
  }

  private synchronized void take(Versioned state) {
    if (state.state() instanceof Chat && state.version() > chat.version()) {
      chat = state;
    }
  }

  Chat chat() {
    return chat.state() instanceof Chat mode ? mode : FREE;
  }

  /** From now on this person is asked after when they come. */
  void concern(String person) {
    if (concerned.size() < CONCERNED_MAX) {
      concerned.add(person);
    }
  }

  boolean concerns(String person) {
    return concerned.contains(person);
  }

  void sit(String person, TalkSeat seat) {
    seats.compute(
        person,
        (key, held) -> {
          Set<TalkSeat> all = held == null ? ConcurrentHashMap.newKeySet(1) : held;
          all.add(seat);
          return all;
        });
  }

  void rise(String person, TalkSeat seat, long nanoTime) {
    seats.computeIfPresent(
        person,
        (key, held) -> {
          held.remove(seat);
          return held.isEmpty() ? null : held;
        });
    emptySince = nanoTime;
  }

  /** The seats of one person on this node. */
  Set<TalkSeat> of(String person) {
    return seats.getOrDefault(person, Set.of());
  }

  void each(Consumer<TalkSeat> visit) {
    seats.values().forEach(held -> held.forEach(visit));
  }

  boolean idle(long nanoTime, long idleNanosMax) {
    return seats.isEmpty() && nanoTime - emptySince > idleNanosMax;
  }

  private void unfollow() {
    for (var following : followings) {
      following.close();
    }
  }

  boolean closed() {
    return closed;
  }

  /** Nobody is here any more. */
  void close() {
    closed = true;
    unfollow();
    ready.completeExceptionally(new IllegalStateException("the floor of " + show + " is closed"));
  }
}
