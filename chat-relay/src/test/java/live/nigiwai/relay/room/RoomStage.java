package live.nigiwai.relay.room;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import live.nigiwai.relay.fanout.Crew;
import live.nigiwai.relay.fanout.Member;
import live.nigiwai.relay.fanout.Slow;
import live.nigiwai.relay.fanout.Tempo;
import live.nigiwai.runtime.cluster.Bell;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ViewerId;
import live.nigiwai.show.timeline.Badge;
import live.nigiwai.show.timeline.Draft;
import live.nigiwai.show.timeline.LogId;
import live.nigiwai.show.timeline.Position;
import live.nigiwai.show.timeline.TimelineEvent.CommentDeleted;
import live.nigiwai.show.timeline.TimelineEvent.CommentPosted;
import live.nigiwai.show.timeline.Words;
import live.nigiwai.testkit.ClientView;
import live.nigiwai.testkit.FakeTime;
import live.nigiwai.testkit.ManualExecutor;
import live.nigiwai.testkit.MemoryLog;
import live.nigiwai.testkit.MemoryTimelines;
import org.jspecify.annotations.Nullable;

/** A room whose every loop the test drives by hand. */
final class RoomStage {
  static final RoomLimits LIMITS =
      new RoomLimits(
          100,
          10,
          30,
          0,
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          new Crew.Limits(
              new Tempo(
                  Duration.ZERO,
                  Duration.ZERO,
                  Duration.ZERO,
                  Duration.ZERO,
                  Duration.ZERO,
                  Duration.ZERO),
              16,
              4_096,
              1_024),
          new Slow(1_000, Duration.ofSeconds(10), 1_000_000, 1_000));

  final FakeTime time = new FakeTime();
  final MemoryTimelines timelines = new MemoryTimelines(time);
  final LogId id = LogId.stage(new ShowId("demo"));
  final MemoryLog log = timelines.log(id);
  final ManualExecutor home = new ManualExecutor();
  final ManualExecutor other = new ManualExecutor();
  final ManualExecutor reader = new ManualExecutor();
  final Rooms rooms =
      new Rooms(
          LIMITS,
          time,
          ",\"ping\":1",
          reader,
          this::later,
          time::nanos,
          new Crowds(Bell.alone(), time::nanos));
  private int comments;

  private void later(Executor loop, long nanos, Runnable task) {
    time.after(Duration.ofNanos(nanos), () -> loop.execute(task));
  }

  /** A client with a hand on its socket. */
  static final class Guest {
    final FakeOutlet outlet = new FakeOutlet();
    final ClientView view;
    final ManualExecutor loop;
    @Nullable Member member;
    private int read;

    Guest(ClientView view, ManualExecutor loop) {
      this.view = view;
      this.loop = loop;
    }

    /** Applies what has arrived. */
    Guest reads() {
      while (read < outlet.texts.size()) {
        view.received(outlet.texts.get(read++));
      }
      return this;
    }

    void leave() {
      outlet.closeCode = 1006;
      if (member != null) {
        member.leave();
      }
    }

    List<String> said() {
      return view.comments().stream().map(ClientView.Comment::text).toList();
    }
  }

  Guest join(ManualExecutor loop) {
    return join(loop, new ClientView("stage"));
  }

  /** Joins with whatever position the view has. */
  Guest join(ManualExecutor loop, ClientView view) {
    var guest = new Guest(view, loop);
    view.connected();
    String epoch = view.epoch();
    Position from = epoch == null ? null : new Position(epoch, view.offset());
    byte[] greeting = "{\"f\":\"welcome\",\"id\":1".getBytes(StandardCharsets.UTF_8);
    rooms.join(log, loop, guest.outlet, from, greeting, member -> guest.member = member);
    return guest;
  }

  String comment() {
    return comment("言葉" + ++comments);
  }

  String comment(String text) {
    String id = "c_" + text.hashCode() + "_" + log.entries().size();
    var words = new Words("はな", text);
    log.append(draft(new CommentPosted(id, Badge.NONE, words)));
    return id;
  }

  void delete(String commentId) {
    log.append(draft(new CommentDeleted(commentId)));
  }

  static Draft draft(live.nigiwai.show.timeline.TimelineEvent event) {
    return new Draft(null, Actor.viewer(new ViewerId("v_hana")), null, event);
  }

  /** Everything that waits anywhere happens. */
  void settle() {
    while (home.runAll() + other.runAll() + reader.runAll() > 0) {
      // once more: what ran may have handed something to another loop
    }
  }

  void tick() {
    rooms.tick();
    settle();
  }
}
