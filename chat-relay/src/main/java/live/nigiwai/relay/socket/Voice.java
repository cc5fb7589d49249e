package live.nigiwai.relay.socket;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import live.nigiwai.relay.fanout.Outlet;
import live.nigiwai.relay.moderation.CommentRules.Verdict;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.show.ShowId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one visitor says and does in a room, within their pace, and how each request is answered.
 *
 * <p><b>Threading</b>: confined to the connection's loop; answers of the log and of the database
 * come back through it.
 */
final class Voice {
  private static final Logger log = LoggerFactory.getLogger(Voice.class);
  private static final int REACTIONS_PER_FRAME_MAX = 20;

  /** Requests about comments that may be under way at once. */
  private static final int ASKING_MAX = 4;

  private static final long OVERLOADED_RETRY_MILLIS = 2_000;

  private final ShowId show;
  private final House house;
  private final Outlet outlet;
  private final Executor loop;
  private final ArrayDeque<Unstored> unstored = new ArrayDeque<>(1);
  private Caller caller;
  private Conversation.@Nullable Seat seat;
  private boolean renaming;
  private int asking;

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

  Voice(ShowId show, Caller caller, House house, Outlet outlet, Executor loop) {
    this.show = show;
    this.caller = caller;
    this.house = house;
    this.outlet = outlet;
    this.loop = loop;
  }

  Caller caller() {
    return caller;
  }

  /** A token said who this is. */
  void become(Visitor visitor) {
    caller = caller.as(visitor);
  }

  /** From now on they may speak. */
  void sit(Conversation.Seat given) {
    seat = given;
  }

  void leave() {
    if (seat != null) {
      seat.leave();
    }
  }

  void say(ClientFrame.Say say) {
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
            log.error("a comment of {} was not stored", show, fault);
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

  void about(ClientFrame.About about) {
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

  void rename(ClientFrame.Rename rename) {
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

  void react(ClientFrame.React react) {
    int tapped = Math.min(react.count(), REACTIONS_PER_FRAME_MAX);
    int counted = house.pace().hearts(caller.visitor().actor(), tapped);
    if (counted > 0) {
      house.rooms().react(show, react.reaction(), counted);
    }
  }

  /** Tells the sender of a comment that waits long that it still waits. */
  void remind() {
    long now = house.nanoTime().getAsLong();
    var quiet = house.limits().unstoredQuiet();
    for (var waiting : unstored) {
      if (!waiting.told && now - waiting.since > quiet.toNanos()) {
        waiting.told = true;
        error(waiting.id, ErrorCode.UNAVAILABLE, quiet.toMillis());
      }
    }
  }

  private void error(int id, ErrorCode code, long afterMillis) {
    outlet.write(Answers.error(id, code, afterMillis));
  }
}
