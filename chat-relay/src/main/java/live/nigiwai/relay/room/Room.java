package live.nigiwai.relay.room;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import live.nigiwai.relay.fanout.Audience;
import live.nigiwai.relay.fanout.CloseCode;
import live.nigiwai.relay.fanout.Crew;
import live.nigiwai.relay.fanout.Frame;
import live.nigiwai.relay.fanout.Member;
import live.nigiwai.relay.fanout.Outlet;
import live.nigiwai.show.timeline.History;
import live.nigiwai.show.timeline.Position;
import live.nigiwai.show.timeline.ShowTimeline;
import live.nigiwai.show.timeline.Snapshot;
import live.nigiwai.show.timeline.TimelineBatch;
import live.nigiwai.show.timeline.TimelineEntry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one log and keeps its audience in step with it.
 *
 * <p><b>The one hard idea.</b> Everything that happens to a room happens on its home loop, one
 * thing after the other: a batch is taken in and posted as news to every loop; a join is answered
 * from what was taken in so far and its welcome posted to the socket's loop. Posts from one loop to
 * another keep their order. So each welcome stands exactly between the news it covers and the news
 * that follows, and neither a hole nor a repeat can come about, however many join while the log
 * grows.
 *
 * <p>The log is read only when the room opens (one snapshot, whoever waits) and when a batch does
 * not continue what is known. Until that read is answered, batches and joins wait.
 *
 * <p><b>Threading</b>: confined to the home loop, a single thread; public methods may be called
 * from anywhere and knock there. Reads of the log run on the reader, which may block.
 */
final class Room {
  private static final Logger log = LoggerFactory.getLogger(Room.class);

  /** Batches that may arrive while the log is being read; beyond it the read starts over. */
  private static final int EARLY_MAX = 10_000;

  private final ShowTimeline timeline;
  private final RoomLimits limits;
  private final RoomFrames frames;
  private final Executor home;
  private final Executor reader;
  private final LongSupplier nanoTime;
  private final IntSupplier viewersOfShow;
  private final Runnable retired;
  private final Audience audience;
  private final Reactions reactions = new Reactions();
  private final ArrayDeque<Joining> joining = new ArrayDeque<>();
  private final ArrayDeque<TimelineBatch> early = new ArrayDeque<>();

  private ShowTimeline.@Nullable Following following;
  private @Nullable Recollection known;
  private boolean reading;
  private boolean earlyLost;
  private @Nullable Runnable again;
  private int viewersSaid = -1;
  private long viewersSaidAt;
  private long emptySince;
  private boolean closed;
  private volatile int present;

  Room(
      ShowTimeline timeline,
      RoomLimits limits,
      RoomFrames frames,
      Crew.Setting crews,
      Executor home,
      Executor reader,
      LongSupplier nanoTime,
      IntSupplier viewersOfShow,
      Runnable retired) {
    this.timeline = timeline;
    this.limits = limits;
    this.frames = frames;
    this.home = home;
    this.reader = reader;
    this.nanoTime = nanoTime;
    this.viewersOfShow = viewersOfShow;
    this.retired = retired;
    this.audience = new Audience(home, crews, this::bringUpToDate);
    this.emptySince = nanoTime.getAsLong();
  }

  /**
   * Someone at the door.
   *
   * @param from how far they have come; null on a first visit
   * @param greeting the personal part of their welcome
   * @param joined told on the socket's loop, just ahead of the welcome
   * @param turnedAway told when the room has closed meanwhile, so that they knock again
   */
  record Joining(
      Executor loop,
      Outlet outlet,
      @Nullable Position from,
      byte[] greeting,
      Consumer<Member> joined,
      Runnable turnedAway) {}

  void join(Joining someone) {
    home.execute(
        () -> {
          if (closed) {
            someone.turnedAway.run();
            return;
          }
          joining.add(someone);
          open();
          admitWaiting();
        });
  }

  void react(Reaction reaction, int count) {
    reactions.add(reaction, count);
  }

  /** How many are in; read from any thread. */
  int present() {
    return present;
  }

  // --- from here on: home loop only ---

  private void open() {
    if (following == null) {
      following = timeline.follow(batch -> home.execute(() -> accept(batch)));
      readSnapshot();
    }
  }

  private void admitWaiting() {
    var known = this.known;
    if (known == null || reading) {
      return;
    }
    for (var someone = joining.poll(); someone != null; someone = joining.poll()) {
      admit(someone, known);
    }
  }

  private void admit(Joining someone, Recollection known) {
    var member = new Member(audience.crew(someone.loop), someone.outlet);
    var joined = someone.joined;
    someone.loop.execute(() -> joined.accept(member));
    var reply = known.decide(someone.from);
    present = audience.present() + 1;
    Frame welcome = frames.welcome(someone.greeting, known, reply, viewersOfShow.getAsInt());
    audience.admit(member, welcome, known.end());
    counted();
  }

  private void accept(TimelineBatch batch) {
    if (closed) {
      return;
    }
    var known = this.known;
    if (known == null || reading) {
      if (early.size() >= EARLY_MAX) {
        early.clear();
        earlyLost = true;
      }
      early.add(batch);
      return;
    }
    if (!batch.epoch().equals(known.epoch())) {
      startOver("the log has a new epoch");
      return;
    }
    var news = batch.entries().stream().filter(e -> e.offset() > known.end()).toList();
    if (!news.isEmpty() && news.getFirst().offset() != known.end() + 1) {
      early.add(batch);
      readMissing(known);
      return;
    }
    tell(known, news, known.put(batch.states()));
  }

  /** Takes entries in and tells everyone; hearts and viewers go along with the last. */
  private void tell(Recollection known, List<TimelineEntry> entries, StateMap.Changed states) {
    var all = frames.news(known, entries, states, limits.crew().frameBytesMax());
    for (int i = 0; i < all.size(); i++) {
      boolean last = i == all.size() - 1;
      audience.tell(
          last ? all.get(i).withCrowd(reactions.sumThenReset(), viewersIfNews()) : all.get(i));
    }
  }

  /** The viewer count, if it changed since it was last said. */
  private int viewersIfNews() {
    int now = viewersOfShow.getAsInt();
    if (now == viewersSaid) {
      return RoomNews.VIEWERS_UNCHANGED;
    }
    viewersSaid = now;
    viewersSaidAt = nanoTime.getAsLong();
    return now;
  }

  /** Hearts and viewers that found no other frame to travel with; the slow; the empty room. */
  void tick() {
    home.execute(
        () -> {
          var known = this.known;
          counted();
          readAgain();
          closeIfIdle();
          if (closed || known == null) {
            return;
          }
          var tapped = reactions.sumThenReset();
          boolean due = nanoTime.getAsLong() - viewersSaidAt >= limits.viewersEvery().toNanos();
          int viewers = due ? viewersIfNews() : RoomNews.VIEWERS_UNCHANGED;
          var passing = RoomNews.none(frames, known.epoch()).withCrowd(tapped, viewers);
          if (passing.saysSomething()) {
            audience.tell(passing);
          }
          audience.tick();
          admitWaiting();
        });
  }

  private void counted() {
    present = audience.present();
    if (present > 0 || !joining.isEmpty()) {
      emptySince = nanoTime.getAsLong();
    }
  }

  private void bringUpToDate(Crew crew, List<Crew.Behind> members) {
    var known = this.known;
    if (known == null || closed) {
      return;
    }
    // A stall of the network hits many at the same offset: one frame serves them all.
    var framesByOffset = new HashMap<Long, Frame>();
    for (var behind : members) {
      if (known.continuable(behind.offset())) {
        var missed =
            framesByOffset.computeIfAbsent(
                behind.offset(), offset -> frames.missed(known, offset, viewersOfShow.getAsInt()));
        audience.catchUp(behind.member(), missed, known.end());
      } else {
        audience.cut(behind.member());
      }
    }
  }

  // --- reading the log ---

  private void readSnapshot() {
    read(() -> timeline.snapshot(limits.ringEntries()), this::opened);
  }

  private void opened(Snapshot snapshot) {
    known =
        new Recollection(
            snapshot,
            limits.ringEntries(),
            limits.recentMax(),
            limits.resentMax(),
            new Sampling(limits.shownPerSecond()));
    takeEarly();
    admitWaiting();
  }

  private void readMissing(Recollection known) {
    Position from = known.position();
    read(
        () -> timeline.readAfter(from, limits.ringEntries()),
        history -> {
          switch (history) {
            case History.Continued continued when continued.entries().isEmpty() ->
                startOver("a batch came from beyond the log's end");
            case History.Continued continued -> {
              tell(known, continued.entries(), StateMap.Changed.NOTHING);
              takeEarly();
            }
            case History.Gap gap -> startOver("the log cannot be continued: " + gap.reason());
          }
        });
  }

  private void takeEarly() {
    if (earlyLost) {
      startOver("too much happened while the log was being read");
      return;
    }
    int waiting = early.size();
    for (int i = 0; i < waiting; i++) {
      var batch = early.poll();
      if (batch != null) {
        accept(batch);
      }
    }
    admitWaiting();
  }

  /** Runs a question to the log on the reader and its answer at home; asks again when it fails. */
  private <T> void read(Supplier<T> question, Consumer<T> answer) {
    reading = true;
    reader.execute(
        () -> {
          try {
            T found = question.get();
            home.execute(
                () -> {
                  reading = false;
                  if (!closed) {
                    answer.accept(found);
                  }
                });
          } catch (RuntimeException fault) {
            log.warn("{} cannot be read: {}", timeline.id(), fault.toString());
            home.execute(() -> again = () -> read(question, answer));
          }
        });
  }

  /** Asks again, on the next tick, what could not be answered. */
  private void readAgain() {
    var question = again;
    if (question != null && !closed) {
      again = null;
      question.run();
    }
  }

  private void startOver(String why) {
    log.warn("{}: {}; its audience is asked to resume", timeline.id(), why);
    known = null;
    early.clear();
    earlyLost = false;
    audience.closeAll(CloseCode.RESTORED, "log restored");
    readSnapshot();
  }

  private void closeIfIdle() {
    boolean needed = present > 0 || !joining.isEmpty();
    if (!needed && nanoTime.getAsLong() - emptySince > limits.idleMax().toNanos()) {
      retire();
    }
  }

  void close() {
    home.execute(this::retire);
  }

  private void retire() {
    if (closed) {
      return;
    }
    closed = true;
    if (following != null) {
      following.close();
    }
    for (var someone = joining.poll(); someone != null; someone = joining.poll()) {
      someone.turnedAway.run();
    }
    audience.dissolve();
    retired.run();
  }
}
