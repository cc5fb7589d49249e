package live.nigiwai.relay.socket;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import live.nigiwai.relay.fanout.CloseCode;
import live.nigiwai.relay.fanout.Member;
import live.nigiwai.relay.fanout.Outlet;
import live.nigiwai.relay.moderation.CommentRules.Verdict;
import live.nigiwai.relay.moderation.TokenBucket;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.show.timeline.Log;
import live.nigiwai.show.timeline.ShowTimeline;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One socket from its upgrade to its end: what its client says and what becomes of it.
 *
 * <p><b>Threading</b>: confined to the socket's loop; answers of the log and of the database come
 * back through it.
 */
final class Visit {
  private static final Logger log = LoggerFactory.getLogger(Visit.class);
  private static final int REACTIONS_PER_FRAME_MAX = 20;

  /** Requests about comments that may be under way at once. */
  private static final int ASKING_MAX = 4;

  private static final long OVERLOADED_RETRY_MILLIS = 2_000;

  private final ShowTimeline stage;
  private final ShowTimeline backstage;
  private final House house;
  private final Outlet outlet;
  private final Executor loop;
  private final TokenBucket frames;
  private final ArrayDeque<Unstored> unstored = new ArrayDeque<>();
  private final long openedAt;

  private final PersonalLine line;

  private Caller caller;
  private @Nullable Log joined;
  private @Nullable Member member;
  private Conversation.@Nullable Seat seat;
  private boolean renaming;
  private int asking;
  private long heardAt;
  private long pingedAt;

  /** A comment on its way into the log. */
  private static final class Unstored {
    final int id;
    final long since;
    boolean told;

    Unstored(int id, long since) {
      this.id = id;
      this.since = since;
    }
  }

  Visit(
      ShowTimeline stage,
      ShowTimeline backstage,
      Caller caller,
      House house,
      Outlet outlet,
      Executor loop) {
    this.stage = stage;
    this.backstage = backstage;
    this.caller = caller;
    this.house = house;
    this.outlet = outlet;
    this.loop = loop;
    this.line = new PersonalLine(loop, outlet, this::close);
    this.openedAt = house.nanoTime().getAsLong();
    this.heardAt = openedAt;
    var limits = house.limits();
    this.frames = new TokenBucket(limits.frameBurst(), limits.framesPerSecond(), openedAt);
  }

  void text(String text) {
    if (outlet.closed()) {
      return;
    }
    heardAt = house.nanoTime().getAsLong();
    pingedAt = 0;
    if (!frames.take(heardAt)) {
      malformed("too many frames");
    } else if (tooLarge(text)) {
      malformed("frame too large");
    } else {
      carryOut(ClientFrames.decode(text));
    }
  }

  private boolean tooLarge(String text) {
    int max = house.limits().frameBytesMax();
    return text.length() > max || text.getBytes(StandardCharsets.UTF_8).length > max;
  }

  void malformed(String why) {
    close(CloseCode.MALFORMED, why);
  }

  private void carryOut(ClientFrame frame) {
    if (joined == null && !(frame instanceof ClientFrame.Join)) {
      malformed("the first frame must be a join");
      return;
    }
    switch (frame) {
      case ClientFrame.Join join -> join(join);
      case ClientFrame.Say say -> say(say);
      case ClientFrame.Rename rename -> rename(rename);
      case ClientFrame.About about -> about(about);
      case ClientFrame.React react -> react(react);
      case ClientFrame.Token token -> error(token.id(), ErrorCode.BAD_TOKEN, 0);
      case ClientFrame.Wrong wrong -> error(wrong.id(), ErrorCode.BAD_FRAME, 0);
      case ClientFrame.Malformed malformed -> malformed(malformed.why());
      case ClientFrame.Pong ignored -> {}
      case ClientFrame.Ignored ignored -> {}
    }
  }

  private void join(ClientFrame.Join join) {
    if (joined != null) {
      malformed("one join per socket");
      return;
    }
    var visitor = caller.visitor();
    if (join.log() == Log.BACKSTAGE && !visitor.isStaff()) {
      close(CloseCode.NOT_ALLOWED, "staff only");
      return;
    }
    var show = stage.id().show();
    if (!house.conversation().admits(show, caller)) {
      close(CloseCode.NOT_ALLOWED, "banned");
      return;
    }
    joined = join.log();
    var timeline = join.log() == Log.STAGE ? stage : backstage;
    if (join.log() == Log.STAGE) {
      seat = house.conversation().enter(show, caller, line);
    }
    house.count("joins", "kind", join.from() == null ? "first" : "resume");
    house
        .rooms()
        .join(
            timeline,
            loop,
            outlet,
            join.from(),
            Answers.greeting(join.id(), timeline.id(), visitor),
            member -> this.member = member);
  }

  private void say(ClientFrame.Say say) {
    var said = say.remark();
    var seat = this.seat;
    if (seat == null) {
      error(say.id(), ErrorCode.BAD_FRAME, 0);
      return;
    }
    switch (house.rules().decideComment(said.key(), said.text())) {
      case Verdict.Refused refused -> error(say.id(), ErrorCode.of(refused.why()), 0);
      case Verdict.Accepted accepted -> {
        long wait =
            unstored.size() >= house.limits().unstoredMax()
                ? OVERLOADED_RETRY_MILLIS
                : house.pace().comment(caller.visitor().actor());
        if (wait > 0) {
          error(say.id(), ErrorCode.SLOW_DOWN, wait);
        } else {
          say(say.id(), seat, said.as(accepted.text()));
        }
      }
    }
  }

  private void say(int id, Conversation.Seat seat, Conversation.Remark remark) {
    var waiting = new Unstored(id, house.nanoTime().getAsLong());
    unstored.add(waiting);
    seat.say(caller, remark)
        .whenComplete(
            (reply, fault) ->
                loop.execute(
                    () -> {
                      unstored.remove(waiting);
                      settled(id, reply, fault);
                    }));
  }

  private void settled(int id, Conversation.@Nullable Reply reply, @Nullable Throwable fault) {
    String told =
        switch (reply) {
          case null -> {
            log.error("a comment of {} was not stored", stage.id(), fault);
            error(id, ErrorCode.OVERLOADED, OVERLOADED_RETRY_MILLIS);
            yield "fault";
          }
          case Conversation.Reply.Done done -> {
            outlet.write(Answers.ack(id, done.commentId(), done.held()));
            yield done.held() ? "held" : "stored";
          }
          case Conversation.Reply.Refused refused -> {
            error(id, refused.code(), refused.afterMillis());
            yield refused.code().wireName();
          }
        };
    house.count("comments", "outcome", told);
  }

  private void about(ClientFrame.About about) {
    var seat = this.seat;
    if (seat == null) {
      error(about.id(), ErrorCode.BAD_FRAME, 0);
      return;
    }
    long wait =
        asking >= ASKING_MAX
            ? OVERLOADED_RETRY_MILLIS
            : house.pace().request(caller.visitor().actor());
    if (wait > 0) {
      error(about.id(), ErrorCode.SLOW_DOWN, wait);
      return;
    }
    asking++;
    var asker = caller;
    house
        .blocking()
        .execute(
            () -> {
              Conversation.Reply reply;
              try {
                reply = seat.carryOut(asker, about.request());
              } catch (RuntimeException away) {
                log.warn("a request about a comment failed: {}", away.toString());
                reply =
                    new Conversation.Reply.Refused(ErrorCode.UNAVAILABLE, OVERLOADED_RETRY_MILLIS);
              }
              var answer = reply;
              loop.execute(() -> answered(about.id(), answer));
            });
  }

  private void answered(int id, Conversation.Reply reply) {
    asking--;
    switch (reply) {
      case Conversation.Reply.Done done -> outlet.write(Answers.ack(id, done.commentId(), false));
      case Conversation.Reply.Refused refused -> error(id, refused.code(), refused.afterMillis());
    }
  }

  private void rename(ClientFrame.Rename rename) {
    if (caller.visitor().isStaff()) {
      error(rename.id(), ErrorCode.BAD_FRAME, 0);
      return;
    }
    switch (house.rules().decideName(rename.name())) {
      case Verdict.Refused refused -> error(rename.id(), ErrorCode.of(refused.why()), 0);
      case Verdict.Accepted accepted -> {
        long wait =
            renaming ? OVERLOADED_RETRY_MILLIS : house.pace().name(caller.visitor().actor());
        if (wait > 0) {
          error(rename.id(), ErrorCode.SLOW_DOWN, wait);
        } else {
          keepName(rename.id(), accepted.text());
        }
      }
    }
  }

  private void keepName(int id, String name) {
    renaming = true;
    var before = caller.visitor();
    house
        .blocking()
        .execute(
            () -> {
              try {
                var after = house.visitors().rename(before, name);
                loop.execute(() -> renamed(id, after));
              } catch (RuntimeException fault) {
                log.warn("a name could not be kept: {}", fault.toString());
                loop.execute(
                    () -> {
                      renaming = false;
                      error(id, ErrorCode.UNAVAILABLE, OVERLOADED_RETRY_MILLIS);
                    });
              }
            });
  }

  private void renamed(int id, Visitor after) {
    renaming = false;
    caller = caller.as(after);
    outlet.write(Answers.named(id, after.name()));
  }

  private void react(ClientFrame.React react) {
    int tapped = Math.min(react.count(), REACTIONS_PER_FRAME_MAX);
    int counted = house.pace().hearts(caller.visitor().actor(), tapped);
    if (counted > 0) {
      house.rooms().react(stage.id().show(), react.reaction(), counted);
    }
  }

  private void error(int id, ErrorCode code, long afterMillis) {
    outlet.write(Answers.error(id, code, afterMillis));
  }

  /** Joins too late, pongs too late, comments that wait too long to stay silent about. */
  void checkDeadlines() {
    long now = house.nanoTime().getAsLong();
    var limits = house.limits();
    if (outlet.closed()) {
      return;
    }
    if (joined == null) {
      if (now - openedAt > limits.joinMax().toNanos()) {
        close(CloseCode.NO_JOIN, "no join");
      }
      return;
    }
    if (member != null) {
      line.welcomed();
    }
    if (pingedAt != 0) {
      if (now - pingedAt > limits.pongMax().toNanos()) {
        close(CloseCode.NO_PONG, "no pong");
        return;
      }
    } else if (now - heardAt > limits.pingEvery().toNanos()) {
      pingedAt = now;
      outlet.write(Answers.PING);
    }
    for (var waiting : unstored) {
      if (!waiting.told && now - waiting.since > limits.unstoredQuiet().toNanos()) {
        waiting.told = true;
        error(waiting.id, ErrorCode.UNAVAILABLE, limits.unstoredQuiet().toMillis());
      }
    }
  }

  void drain(long inMillis) {
    outlet.write(Answers.drain(inMillis));
  }

  void close(int code, String reason) {
    if (!outlet.closed()) {
      outlet.close(code, reason);
      leave();
    }
  }

  /** The socket is gone. */
  void ended() {
    leave();
  }

  /** Leaves the room without waiting for the other side to close. */
  private void leave() {
    if (member != null) {
      member.leave();
    }
    if (seat != null) {
      seat.leave();
    }
  }
}
