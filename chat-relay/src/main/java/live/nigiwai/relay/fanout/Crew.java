package live.nigiwai.relay.fanout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A room's members on one event loop.
 *
 * <p>They are told by <i>sweeps</i>: round the circle of members, in chunks, so that accepts, pings
 * and other rooms are not kept waiting; each member on the way gets one frame that leads from the
 * news it has to the newest there is. News that comes during a sweep lengthens it to a whole circle
 * from there: who is still ahead gets it with the frame that was due anyway, who was passed is
 * passed again. So nothing waits for a queue of frames, nothing is written twice, and a loop that
 * has too much to do sweeps more slowly with more in each frame.
 *
 * <p>A member whose queue is full is passed over. Once it has room it gets everything it missed; if
 * that is more than is kept here, it asks the room.
 *
 * <p><b>Threading</b>: confined to one event loop; others enter through {@link #execute}.
 */
public final class Crew {
  /** Some 5 ms of writing. */
  private static final int CHUNK = 512;

  /** By which the next sweep starts elsewhere, as a share of the circle: nobody is always last. */
  private static final double TURN = 0.382;

  private static final int EMPTY_SLOTS_MAX = 64;

  private final Executor loop;
  private final Setting setting;
  private final Room room;
  private final Reel reel;
  private final ArrayList<@Nullable Member> slots = new ArrayList<>();
  private final ArrayList<Behind> behind = new ArrayList<>();
  private int present;

  private boolean sweeping;
  private int cursor;
  private int ahead;
  private long started;
  private boolean startedOnce;
  private long took;
  private boolean planned;
  private long plannedAt;
  private long waiting;

  Crew(Executor loop, Setting setting, Room room) {
    this.loop = loop;
    this.setting = setting;
    this.room = room;
    this.reel = setting.limits.reel();
    this.started = setting.nanoTime.getAsLong();
  }

  /**
   * Limits of one crew.
   *
   * @param newsMax news kept for those who are behind
   * @param newsBytesMax of them
   * @param frameBytesMax news is merged up to this length
   */
  public record Limits(Tempo tempo, int newsMax, int newsBytesMax, int frameBytesMax) {
    public Limits {
      if (newsMax < 1 || newsBytesMax < 1 || frameBytesMax < 1_024) {
        throw new IllegalArgumentException("newsMax, newsBytesMax, frameBytesMax are too small");
      }
    }

    public static Limits defaults() {
      return new Limits(Tempo.defaults(), 256, 256 * 1024, 32 * 1024);
    }

    Reel reel() {
      return new Reel(newsMax, newsBytesMax, frameBytesMax);
    }
  }

  /** What all crews of a node share. */
  public record Setting(Limits limits, Outbound outbound, Delay delay, LongSupplier nanoTime) {}

  /** What a crew asks of its room; both are called on the crew's loop and must not block. */
  public interface Room {
    /** Someone who was admitted is gone. */
    void left();

    /** These missed more than is kept: bring them up to date through {@link Audience#catchUp}. */
    void behind(Crew crew, List<Behind> members);
  }

  /** A member and the last offset it got. */
  public record Behind(Member member, long offset) {}

  public void execute(Runnable task) {
    loop.execute(task);
  }

  /** Lets a member in: the first frame covers everything told so far. */
  void admit(Member member, Frame welcome, long offset) {
    if (member.outlet.closed()) {
      room.left();
      return;
    }
    member.index = slots.size();
    slots.add(member);
    present++;
    // Where the circle ends has moved by one.
    ahead = sweeping ? Math.min(ahead + 1, slots.size()) : 0;
    bringTo(member, welcome, offset);
  }

  /** One frame with everything a member missed. */
  void catchUp(Member member, Frame missed, long offset) {
    member.asked = false;
    if (member.index >= 0) {
      bringTo(member, missed, offset);
    }
  }

  private void bringTo(Member member, Frame frame, long offset) {
    member.offset = offset;
    member.number = reel.newest();
    member.outlet.write(frame);
  }

  public void leave(Member member) {
    if (member.index < 0) {
      return;
    }
    slots.set(member.index, null);
    member.index = -1;
    present--;
    room.left();
  }

  /** Takes news in; it goes out at once or with a sweep that is due later. */
  void tell(News news) {
    reel.add(news);
    long now = setting.nanoTime.getAsLong();
    var tempo = setting.limits.tempo;
    long over = started + tempo.waitNanos(news.urgency(), present, took);
    if (!startedOnce || over - now <= 0) {
      sweep(now);
      return;
    }
    long due = over + tempo.patience().toNanos();
    if (!planned || due - plannedAt < 0) {
      planned = true;
      plannedAt = due;
      setting.delay.after(loop, due - now, () -> sweepIfPlanned(due));
    }
  }

  private void sweepIfPlanned(long due) {
    if (planned && plannedAt == due) {
      sweep(setting.nanoTime.getAsLong());
    }
  }

  /** Starts a sweep, or lengthens the one under way to a whole circle from here. */
  private void sweep(long now) {
    planned = false;
    startedOnce = true;
    started = now;
    ahead = slots.size();
    if (!sweeping) {
      sweeping = true;
      cursor = ahead == 0 ? 0 : (int) ((cursor + (long) (ahead * TURN)) % ahead);
      chunk();
    }
  }

  private void chunk() {
    closeUp();
    int end = Math.min(ahead, CHUNK);
    for (int i = 0; i < end; i++) {
      var member = slots.get(cursor);
      cursor = cursor + 1 == slots.size() ? 0 : cursor + 1;
      if (member != null) {
        bringUp(member);
      }
    }
    ahead -= end;
    askForThoseBehind();
    if (ahead > 0) {
      loop.execute(this::chunk);
    } else {
      sweeping = false;
      took = setting.nanoTime.getAsLong() - started;
    }
  }

  /** Writes what leads to the newest news, as far as the queue has room. */
  private void bringUp(Member member) {
    while (member.number < reel.newest() && !member.asked && member.index >= 0) {
      if (!member.outlet.writable()) {
        passOver(member);
        return;
      }
      var leg = reel.after(member.number);
      if (leg == null) {
        member.asked = true;
        behind.add(new Behind(member, member.offset));
        return;
      }
      member.number = leg.upTo();
      if (leg.offset() > 0) {
        member.offset = leg.offset();
      }
      member.outlet.write(leg.frame());
    }
  }

  private void passOver(Member member) {
    if (member.fullSince == 0) {
      member.fullSince = nowNotZero();
    }
    if (!reel.lastingAfter(member.number)) {
      member.number = reel.newest();
    }
  }

  private long nowNotZero() {
    long now = setting.nanoTime.getAsLong();
    return now == 0 ? 1 : now;
  }

  private void askForThoseBehind() {
    if (!behind.isEmpty()) {
      room.behind(this, List.copyOf(behind));
      behind.clear();
    }
  }

  /** Closes the gaps of those who left, keeping the order and the place of the sweep. */
  private void closeUp() {
    if (slots.size() - present <= Math.max(EMPTY_SLOTS_MAX, present / 4)) {
      return;
    }
    int before = 0;
    int still = 0;
    var held = new ArrayList<@Nullable Member>(present);
    for (int i = 0; i < slots.size(); i++) {
      var member = slots.get(i);
      if (member == null) {
        continue;
      }
      before += i < cursor ? 1 : 0;
      still += Math.floorMod(i - cursor, slots.size()) < ahead ? 1 : 0;
      member.index = held.size();
      held.add(member);
    }
    slots.clear();
    slots.addAll(held);
    cursor = before >= slots.size() ? 0 : before;
    ahead = still;
  }

  /** Looks after the slow: who has room again catches up, who is too slow is cut. */
  void tick() {
    closeUp();
    long now = nowNotZero();
    long counted = 0;
    for (int i = 0; i < slots.size(); i++) {
      var member = slots.get(i);
      if (member == null) {
        continue;
      }
      if (member.outlet.writable()) {
        if (member.fullSince != 0) {
          member.fullSince = 0;
          bringUp(member);
        }
      } else {
        counted += cutIfTooSlow(member, now);
      }
    }
    askForThoseBehind();
    setting.outbound.counted(waiting, counted);
    waiting = counted;
  }

  /** Returns the bytes that go on waiting. */
  private long cutIfTooSlow(Member member, long now) {
    if (member.fullSince == 0) {
      member.fullSince = now;
    }
    long bytes = member.outlet.waitingBytes();
    if (setting.outbound.tooSlow(bytes, now - member.fullSince) && setting.outbound.mayCut(now)) {
      cut(member);
      return 0;
    }
    return bytes;
  }

  /** Closes with 4201: it may come back and resume. */
  void cut(Member member) {
    member.outlet.close(CloseCode.TOO_SLOW, "too slow");
    leave(member);
  }

  void closeAll(int code, String reason) {
    for (var member : List.copyOf(slots.stream().filter(m -> m != null).toList())) {
      member.outlet.close(code, reason);
      leave(member);
    }
  }

  /** The room is gone. */
  void dissolve() {
    setting.outbound.counted(waiting, 0);
    waiting = 0;
  }

  int present() {
    return present;
  }
}
