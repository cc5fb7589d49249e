package live.nigiwai.relay.fanout;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Everyone in a room, one {@link Crew} per event loop.
 *
 * <p>News costs one task per loop, not one per socket. Tasks from the room to one loop keep their
 * order, and that is the whole secret of joining without a hole: a welcome is posted between the
 * news it covers and the news that follows it.
 *
 * <p><b>Threading</b>: confined to the room's home loop, except {@link #crew}, which is called
 * before anything else about that loop, on the home loop too.
 */
public final class Audience {
  private final Executor home;
  private final Crew.Setting setting;
  private final CatchUp catchUp;
  private final Map<Executor, Crew> crews = new LinkedHashMap<>();
  private int present;

  /** Answers members who fell behind; called on the home loop. */
  public interface CatchUp {
    void bringUpToDate(Crew crew, List<Crew.Behind> members);
  }

  public Audience(Executor home, Crew.Setting setting, CatchUp catchUp) {
    this.home = home;
    this.setting = setting;
    this.catchUp = catchUp;
  }

  /** The crew of a loop. */
  public Crew crew(Executor loop) {
    return crews.computeIfAbsent(loop, ignored -> new Crew(loop, setting, new Door()));
  }

  public void admit(Member member, Frame welcome, long offset) {
    present++;
    member.crew.execute(() -> member.crew.admit(member, welcome, offset));
  }

  public void tell(News news) {
    for (var crew : crews.values()) {
      crew.execute(() -> crew.tell(news));
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

  /** Everyone has left and the room is closed. */
  public void dissolve() {
    for (var crew : crews.values()) {
      crew.execute(crew::dissolve);
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
