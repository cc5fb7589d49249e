package live.nigiwai.relay.room;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import live.nigiwai.relay.fanout.Crew;
import live.nigiwai.relay.fanout.Delay;
import live.nigiwai.relay.fanout.Member;
import live.nigiwai.relay.fanout.Outbound;
import live.nigiwai.relay.fanout.Outlet;
import live.nigiwai.show.ShowClock;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.timeline.Log;
import live.nigiwai.show.timeline.LogId;
import live.nigiwai.show.timeline.Position;
import live.nigiwai.show.timeline.ShowTimeline;
import org.jspecify.annotations.Nullable;

/**
 * Every room somebody is in: opened by the first who joins, closed some time after the last left.
 *
 * <p><b>Threading</b>: may be called from any thread. A room's home is the loop of whoever opened
 * it.
 */
public final class Rooms implements AutoCloseable {
  private final RoomLimits limits;
  private final RoomFrames frames;
  private final Executor reader;
  private final Outbound outbound;
  private final Crew.Setting crews;
  private final LongSupplier nanoTime;
  private final Crowds crowds;
  private final PictureDelays delays;
  private final Map<LogId, Room> rooms = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * @param terms what every welcome ends with
   * @param reader runs reads of the log, which block
   * @param delay runs tasks later on the loops that are handed to {@link #join}
   * @param crowds who watches on other nodes
   */
  public Rooms(
      RoomLimits limits,
      ShowClock clock,
      String terms,
      Executor reader,
      Delay delay,
      LongSupplier nanoTime,
      Crowds crowds) {
    this.limits = limits;
    this.frames = new RoomFrames(clock, terms);
    this.reader = reader;
    this.outbound = new Outbound(limits.slow());
    this.crews = new Crew.Setting(limits.crew(), outbound, delay, nanoTime);
    this.nanoTime = nanoTime;
    this.crowds = crowds;
    this.delays = new PictureDelays(nanoTime);
  }

  /** How far behind those are who are here. */
  public PictureDelays delays() {
    return delays;
  }

  /**
   * Someone wants to follow a log.
   *
   * @param timeline the log
   * @param loop where their outlet lives
   * @param from how far they have come; null on a first visit
   * @param greeting the personal part of their welcome, a JSON object without its last brace
   * @param joined told on the loop, just ahead of the welcome
   */
  public void join(
      ShowTimeline timeline,
      Executor loop,
      Outlet outlet,
      @Nullable Position from,
      byte[] greeting,
      Consumer<Member> joined) {
    if (closed) {
      return;
    }
    if (from == null && timeline.id().log() == Log.STAGE) {
      crowds.joined(timeline.id().show());
    }
    room(timeline, loop)
        .join(
            new Room.Joining(
                loop,
                outlet,
                from,
                greeting,
                joined,
                () -> join(timeline, loop, outlet, from, greeting, joined)));
  }

  private Room room(ShowTimeline timeline, Executor home) {
    return rooms.computeIfAbsent(timeline.id(), log -> newRoom(timeline, home));
  }

  private Room newRoom(ShowTimeline timeline, Executor home) {
    var log = timeline.id();
    var show = log.show();
    var taps =
        log.log() == Log.STAGE
            ? crowds.hearTaps(show, (reaction, count) -> reactHere(show, reaction, count))
            : null;
    return new Room(
        timeline,
        limits,
        frames,
        crews,
        home,
        reader,
        nanoTime,
        () -> viewers(show),
        () -> {
          rooms.remove(log);
          if (taps != null) {
            taps.close();
          }
        });
  }

  /** Reactions tapped in a show; shown wherever someone is there to see them. */
  public void react(ShowId show, Reaction reaction, int count) {
    reactHere(show, reaction, count);
    crowds.tapped(show, reaction, count);
  }

  private void reactHere(ShowId show, Reaction reaction, int count) {
    var room = rooms.get(LogId.stage(show));
    if (room != null) {
      room.react(reaction, count);
    }
  }

  /** Everyone who watches, on all nodes. */
  public int viewers(ShowId show) {
    return here(show) + crowds.elsewhere(show);
  }

  private int here(ShowId show) {
    var room = rooms.get(LogId.stage(show));
    return room == null ? 0 : room.present();
  }

  public Crowds.Turnout turnout(ShowId show) {
    return crowds.turnout(show, here(show));
  }

  /** Bytes that wait for slow readers, as last counted. */
  public long outboundWaiting() {
    return outbound.waiting();
  }

  public int open() {
    return rooms.size();
  }

  public void tick() {
    rooms.values().forEach(Room::tick);
    crowds.tick(shows(), this::here);
  }

  private List<ShowId> shows() {
    return rooms.keySet().stream().filter(log -> log.log() == Log.STAGE).map(LogId::show).toList();
  }

  @Override
  public void close() {
    closed = true;
    rooms.values().forEach(Room::close);
  }
}
