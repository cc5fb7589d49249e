package live.nigiwai.relay.fanout;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Everyone in a room, one {@link Crew} per event loop.
 *
 * <p>A frame costs one task per loop, not one per socket. Tasks from the room to one loop keep
 * their order, and that is the whole secret of joining without a hole: a welcome is posted between
 * the frame it covers and the frame that follows it.
 *
 * <p><b>Threading</b>: confined to the room's home loop, except {@link #crew}, which is called
 * before anything else about that loop, on the home loop too.
 */
public final class Audience {
  private final Executor home;
  private final Crew.SlowPolicy slow;
  private final LongSupplier nanoTime;
  private final CatchUp catchUp;
  private final Map<Executor, Crew> crews = new LinkedHashMap<>();
  private int present;

  /** Answers members who fell behind; called on the home loop. */
  public interface CatchUp {
    void bringUpToDate(Crew crew, List<Crew.Behind> members);
  }

  public Audience(Executor home, Crew.SlowPolicy slow, LongSupplier nanoTime, CatchUp catchUp) {
    this.home = home;
    this.slow = slow;
    this.nanoTime = nanoTime;
    this.catchUp = catchUp;
  }

  /** The crew of a loop. */
  public Crew crew(Executor loop) {
    return crews.computeIfAbsent(loop, ignored -> new Crew(loop, slow, nanoTime, new Door()));
  }

  public void admit(Member member, Frame welcome, long offset) {
    present++;
    member.crew.execute(() -> member.crew.admit(member, welcome, offset));
  }

  public void broadcast(Frame frame, long to, boolean lasting) {
    for (var crew : crews.values()) {
      crew.execute(() -> crew.pass(frame, to, lasting));
    }
  }

  public void catchUp(Member member, Frame missed, long offset) {
    member.crew.execute(() -> member.crew.catchUp(member, missed, offset));
  }

  public void cut(Member member) {
    member.crew.execute(() -> member.crew.cut(member));
  }

  public void tick() {
    for (var crew : crews.values()) {
      crew.execute(crew::tick);
    }
  }

  public void closeAll(int code, String reason) {
    for (var crew : crews.values()) {
      crew.execute(() -> crew.closeAll(code, reason));
    }
  }

  public int present() {
    return present;
  }

  /** Brings what crews say to the home loop. */
  private final class Door implements Crew.Room {
    @Override
    public void left() {
      home.execute(() -> present--);
    }

    @Override
    public void behind(Crew crew, List<Crew.Behind> members) {
      home.execute(() -> catchUp.bringUpToDate(crew, members));
    }
  }
}
