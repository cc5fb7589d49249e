package live.nigiwai.relay.socket;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import live.nigiwai.relay.fanout.CloseCode;
import live.nigiwai.relay.fanout.Member;
import live.nigiwai.relay.fanout.Outlet;
import live.nigiwai.relay.moderation.CommentId;
import live.nigiwai.relay.moderation.CommentRules.Verdict;
import live.nigiwai.relay.moderation.TokenBucket;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.show.timeline.AppendOutcome;
import live.nigiwai.show.timeline.Badge;
import live.nigiwai.show.timeline.Draft;
import live.nigiwai.show.timeline.Log;
import live.nigiwai.show.timeline.ShowTimeline;
import live.nigiwai.show.timeline.TimelineEvent.CommentPosted;
import live.nigiwai.show.timeline.Words;
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
  private static final int HEARTS_PER_FRAME_MAX = 20;
  private static final long OVERLOADED_RETRY_MILLIS = 2_000;

  private final ShowTimeline stage;
  private final ShowTimeline backstage;
  private final House house;
  private final Outlet outlet;
  private final Executor loop;
  private final TokenBucket frames;
  private final ArrayDeque<Unstored> unstored = new ArrayDeque<>();
  private final long openedAt;

  private Visitor visitor;
  private @Nullable Log joined;
  private @Nullable Member member;
  private boolean renaming;
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
      Visitor visitor,
      House house,
      Outlet outlet,
      Executor loop) {
    this.stage = stage;
    this.backstage = backstage;
    this.visitor = visitor;
    this.house = house;
    this.outlet = outlet;
    this.loop = loop;
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

  /**
   * One request of someone who follows the stage by other means. Its answer is the first frame
   * written; false if none will come.
   */
  boolean command(String text) {
    joined = Log.STAGE;
    if (tooLarge(text)) {
      malformed("frame too large");
      return true;
    }
    var frame = ClientFrames.decode(text);
    carryOut(frame);
    return frame.answered();
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
      case ClientFrame.Hearts hearts -> hearts(hearts);
      case ClientFrame.Wrong wrong -> error(wrong.id(), ErrorCode.BAD_FRAME, 0);
      case ClientFrame.Malformed malformed -> malformed(malformed.why());
      case ClientFrame.Pong ignored -> {}
      case ClientFrame.Ignored ignored -> {}
    }
  }

  void join(ClientFrame.Join join) {
    if (joined != null) {
      malformed("one join per socket");
      return;
    }
    if (join.log() == Log.BACKSTAGE && !visitor.isStaff()) {
      close(CloseCode.NOT_ALLOWED, "staff only");
      return;
    }
    joined = join.log();
    var timeline = join.log() == Log.STAGE ? stage : backstage;
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
    if (joined != Log.STAGE) {
      error(say.id(), ErrorCode.BAD_FRAME, 0);
      return;
    }
    switch (house.rules().decideComment(say.key(), say.text())) {
      case Verdict.Refused refused -> error(say.id(), ErrorCode.of(refused.why()), 0);
      case Verdict.Accepted accepted -> {
        long wait =
            unstored.size() >= house.limits().unstoredMax()
                ? OVERLOADED_RETRY_MILLIS
                : house.pace().comment(visitor.actor());
        if (wait > 0) {
          error(say.id(), ErrorCode.SLOW_DOWN, wait);
        } else {
          append(say, accepted.text());
        }
      }
    }
  }

  private void append(ClientFrame.Say say, String text) {
    String commentId = CommentId.of(stage.id().show(), visitor.actor(), say.key());
    var fact = new CommentPosted(commentId, badge(), new Words(visitor.name(), text));
    var draft = new Draft(say.key(), visitor.actor(), say.mediaAt(), fact);
    var waiting = new Unstored(say.id(), house.nanoTime().getAsLong());
    unstored.add(waiting);
    stage
        .append(draft)
        .whenComplete(
            (outcome, fault) ->
                loop.execute(
                    () -> {
                      unstored.remove(waiting);
                      settled(say.id(), commentId, outcome, fault);
                    }));
  }

  private void settled(
      int id, String commentId, @Nullable AppendOutcome outcome, @Nullable Throwable fault) {
    String told =
        switch (outcome) {
          case null -> {
            log.error("a comment of {} was not stored", stage.id(), fault);
            error(id, ErrorCode.OVERLOADED, OVERLOADED_RETRY_MILLIS);
            yield "fault";
          }
          case AppendOutcome.Stored ignored -> {
            outlet.write(Answers.ack(id, commentId));
            yield "stored";
          }
          case AppendOutcome.Duplicate ignored -> {
            outlet.write(Answers.ack(id, commentId));
            yield "duplicate";
          }
          case AppendOutcome.Overloaded ignored -> {
            error(id, ErrorCode.OVERLOADED, OVERLOADED_RETRY_MILLIS);
            yield "overloaded";
          }
          case AppendOutcome.Failed failed -> {
            log.warn("a comment of {} was not stored: {}", stage.id(), failed.reason());
            error(id, ErrorCode.OVERLOADED, OVERLOADED_RETRY_MILLIS);
            yield "failed";
          }
        };
    house.count("comments", "outcome", told);
  }

  private Badge badge() {
    if (!visitor.isStaff()) {
      return Badge.NONE;
    }
    return visitor.roles().contains(Role.PRESENTER) ? Badge.PRESENTER : Badge.STAFF;
  }

  private void rename(ClientFrame.Rename rename) {
    if (visitor.isStaff()) {
      error(rename.id(), ErrorCode.BAD_FRAME, 0);
      return;
    }
    switch (house.rules().decideName(rename.name())) {
      case Verdict.Refused refused -> error(rename.id(), ErrorCode.of(refused.why()), 0);
      case Verdict.Accepted accepted -> {
        long wait = renaming ? OVERLOADED_RETRY_MILLIS : house.pace().name(visitor.actor());
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
    var before = visitor;
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
    visitor = after;
    outlet.write(Answers.named(id, after.name()));
  }

  private void hearts(ClientFrame.Hearts hearts) {
    int tapped = Math.min(hearts.count(), HEARTS_PER_FRAME_MAX);
    int counted = house.pace().hearts(visitor.actor(), tapped);
    if (counted > 0) {
      house.rooms().heart(stage.id().show(), counted);
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
    if (pingedAt != 0 && outlet.answers()) {
      if (now - pingedAt > limits.pongMax().toNanos()) {
        close(CloseCode.NO_PONG, "no pong");
        return;
      }
    } else if (now - Math.max(heardAt, pingedAt) > limits.pingEvery().toNanos()) {
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
  }
}
