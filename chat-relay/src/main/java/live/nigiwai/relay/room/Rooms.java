package live.nigiwai.relay.room;

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
  private final Map<LogId, Room> rooms = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * @param terms what every welcome ends with
   * @param reader runs reads of the log, which block
   * @param delay runs tasks later on the loops that are handed to {@link #join}
   */
  public Rooms(
      RoomLimits limits,
      ShowClock clock,
      String terms,
      Executor reader,
      Delay delay,
      LongSupplier nanoTime) {
    this.limits = limits;
    this.frames = new RoomFrames(clock, terms);
    this.reader = reader;
    this.outbound = new Outbound(limits.slow());
    this.crews = new Crew.Setting(limits.crew(), outbound, delay, nanoTime);
    this.nanoTime = nanoTime;
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
    return rooms.computeIfAbsent(
        timeline.id(),
        log ->
            new Room(
                timeline,
                limits,
                frames,
                crews,
                home,
                reader,
                nanoTime,
                () -> viewers(log.show()),
                () -> rooms.remove(log)));
  }

  /** Reactions tapped in a show; counted where someone is there to see them. */
  public void react(ShowId show, Reaction reaction, int count) {
    var room = rooms.get(LogId.stage(show));
    if (room != null) {
      room.react(reaction, count);
    }
  }

  public int viewers(ShowId show) {
    var room = rooms.get(LogId.stage(show));
    return room == null ? 0 : room.present();
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
  }

  @Override
  public void close() {
    closed = true;
    rooms.values().forEach(Room::close);
  }
}
