package live.nigiwai.relay.fanout;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A room's members on one event loop.
 *
 * <p>A frame is written in a <i>pass</i> over all members, in chunks, so that accepts, pings and
 * other rooms are not kept waiting; each pass starts at another member, so that nobody is always
 * last. A member whose queue is full is skipped and marked behind; once it has room it asks the
 * room for everything it missed in one frame. What is only of the moment it simply misses.
 *
 * <p>Slots of members who left are emptied at once and closed up between passes, so a pass never
 * skips or repeats anyone.
 *
 * <p><b>Threading</b>: confined to one event loop; others enter through {@link #execute}.
 */
public final class Crew {
  private static final int CHUNK = 1_024;

  /** A loop this many passes late lets everyone fall behind and catch up in one frame instead. */
  private static final int PASSES_WAITING_MAX = 64;

  private final Executor loop;
  private final SlowPolicy slow;
  private final LongSupplier nanoTime;
  private final Room room;
  private final ArrayList<@Nullable Member> slots = new ArrayList<>();
  private final ArrayDeque<Pass> passes = new ArrayDeque<>();
  private int present;
  private long lastPass;
  private int start;
  private boolean passing;

  Crew(Executor loop, SlowPolicy slow, LongSupplier nanoTime, Room room) {
    this.loop = loop;
    this.slow = slow;
    this.nanoTime = nanoTime;
    this.room = room;
  }

  /** When a slow viewer is cut instead of waited for. */
  public record SlowPolicy(long waitingBytesMax, Duration fullMax) {}

  /** What a crew asks of its room; both are called on the crew's loop and must not block. */
  public interface Room {
    /** Someone who was admitted is gone. */
    void left();

    /** These have room again: bring them up to date through {@link Crew#catchUp}. */
    void behind(Crew crew, List<Behind> members);
  }

  /** A member and the last offset it got. */
  public record Behind(Member member, long offset) {}

  /**
   * @param to the offset after its entries, 0 without entries
   * @param lasting whether missing it matters: entries and state, not hearts
   */
  private record Pass(
      Frame frame, long number, long to, boolean lasting, int start, int size, int done) {

    Pass begin(int start, int size) {
      return new Pass(frame, number, to, lasting, start, size, 0);
    }

    Pass after(int done) {
      return new Pass(frame, number, to, lasting, start, size, done);
    }
  }

  public void execute(Runnable task) {
    loop.execute(task);
  }

  /** Lets a member in: the first frame brings it to the offset, later passes go on from there. */
  void admit(Member member, Frame welcome, long offset) {
    if (member.outlet.closed()) {
      room.left();
      return;
    }
    member.index = slots.size();
    slots.add(member);
    present++;
    bringTo(member, welcome, offset);
  }

  /** One frame with everything a member missed. */
  void catchUp(Member member, Frame missed, long offset) {
    member.catchingUp = false;
    if (member.index >= 0) {
      member.behind = false;
      bringTo(member, missed, offset);
    }
  }

  private void bringTo(Member member, Frame frame, long offset) {
    member.offset = offset;
    member.coveredPass = lastPass;
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

  void pass(Frame frame, long to, boolean lasting) {
    lastPass++;
    if (passes.size() >= PASSES_WAITING_MAX) {
      letEveryoneFallBehind();
      return;
    }
    passes.add(new Pass(frame, lastPass, to, lasting, 0, 0, 0));
    if (!passing) {
      passing = true;
      chunk();
    }
  }

  private void letEveryoneFallBehind() {
    passes.clear();
    for (var member : slots) {
      if (member != null) {
        member.behind = true;
      }
    }
  }

  private void chunk() {
    while (!passes.isEmpty()) {
      var pass = passes.poll();
      if (pass.done == 0) {
        closeUp();
        // Whoever is admitted from here on stands behind these and is covered by their welcome.
        pass = pass.begin(start, slots.size());
      }
      int end = Math.min(pass.done + CHUNK, pass.size);
      for (int i = pass.done; i < end; i++) {
        var member = slots.get((i + pass.start) % pass.size);
        if (member != null && member.coveredPass < pass.number) {
          offer(member, pass);
        }
      }
      if (end < pass.size) {
        passes.addFirst(pass.after(end));
        loop.execute(this::chunk);
        return;
      }
    }
    passing = false;
  }

  private void offer(Member member, Pass pass) {
    if (member.behind) {
      return;
    }
    if (member.outlet.writable()) {
      member.outlet.write(pass.frame);
      if (pass.to > 0) {
        member.offset = pass.to;
      }
    } else if (pass.lasting) {
      member.behind = true;
    }
  }

  /** Closes the gaps and turns the start; only between passes. */
  private void closeUp() {
    if (slots.size() > present) {
      slots.removeIf(member -> member == null);
      for (int i = 0; i < slots.size(); i++) {
        var member = slots.get(i);
        if (member != null) {
          member.index = i;
        }
      }
    }
    start = slots.isEmpty() ? 0 : (start + CHUNK / 3) % slots.size();
  }

  /** Looks after the slow: who has room again catches up, who is too slow is cut. */
  void tick() {
    if (passes.isEmpty()) {
      closeUp();
    }
    long now = nanoTime.getAsLong();
    List<Behind> ready = null;
    for (int i = 0; i < slots.size(); i++) {
      var member = slots.get(i);
      if (member == null) {
        continue;
      }
      if (!member.outlet.writable()) {
        cutIfTooSlow(member, now);
      } else {
        member.fullSince = 0;
        if (member.behind && !member.catchingUp) {
          member.catchingUp = true;
          ready = ready == null ? new ArrayList<>() : ready;
          ready.add(new Behind(member, member.offset));
        }
      }
    }
    if (ready != null) {
      room.behind(this, ready);
    }
  }

  private void cutIfTooSlow(Member member, long now) {
    if (member.fullSince == 0) {
      member.fullSince = now == 0 ? 1 : now;
    }
    if (now - member.fullSince > slow.fullMax.toNanos()
        || member.outlet.waitingBytes() > slow.waitingBytesMax) {
      cut(member);
    }
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

  int present() {
    return present;
  }
}
