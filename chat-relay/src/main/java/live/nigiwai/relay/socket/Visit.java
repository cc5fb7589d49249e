package live.nigiwai.relay.socket;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import live.nigiwai.relay.fanout.CloseCode;
import live.nigiwai.relay.fanout.Member;
import live.nigiwai.relay.fanout.Outlet;
import live.nigiwai.relay.moderation.TokenBucket;
import live.nigiwai.runtime.http.Pass;
import live.nigiwai.show.timeline.Log;
import live.nigiwai.show.timeline.ShowTimeline;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection from its beginning to its end: who it is, what its client says, when it is over.
 *
 * <p><b>Threading</b>: confined to the socket's loop; answers of the log and of the database come
 * back through it.
 */
final class Visit {
  private static final Logger log = LoggerFactory.getLogger(Visit.class);

  private static final long LEAVING_NANOS_MAX = 250_000_000;
  private static final long OVERLOADED_RETRY_MILLIS = 2_000;

  private final ShowTimeline stage;
  private final ShowTimeline backstage;
  private final House house;
  private final Outlet outlet;
  private final Executor loop;
  private final Voice voice;
  private final TokenBucket frames;
  private final long openedAt;

  private final PersonalLine line;
  private final ArrayDeque<ClientFrame> early = new ArrayDeque<>(1);

  private @Nullable Pass pass;
  private boolean joining;
  private @Nullable Log joined;
  private @Nullable Member member;
  private long heardAt;
  private long pingedAt;
  private long leaveAt;

  Visit(
      ShowTimeline stage,
      ShowTimeline backstage,
      Caller caller,
      House house,
      Outlet outlet,
      Executor loop) {
    this.stage = stage;
    this.backstage = backstage;
    this.voice = new Voice(stage.id().show(), caller, house, outlet, loop);
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

  /**
   * One request of someone who follows the stage by other means. Its answer is the first frame
   * written; false if none will come.
   */
  boolean command(String text) {
    joining = true;
    if (tooLarge(text)) {
      malformed("frame too large");
    } else if (takeSeat(Log.STAGE)) {
      var frame = ClientFrames.decode(text);
      carryOut(frame);
      return frame.answered();
    }
    return true;
  }

  private void carryOut(ClientFrame frame) {
    if (!joining && !(frame instanceof ClientFrame.Join)) {
      malformed("the first frame must be a join");
    } else if (joining && joined == null) {
      early.add(frame); // no more than the burst of frames
    } else {
      carryOutNow(frame);
    }
  }

  private void carryOutNow(ClientFrame frame) {
    switch (frame) {
      case ClientFrame.Join join -> join(join);
      case ClientFrame.Say say -> voice.say(say);
      case ClientFrame.Rename rename -> voice.rename(rename);
      case ClientFrame.About about -> voice.about(about);
      case ClientFrame.React react -> voice.react(react);
      case ClientFrame.Token token -> refresh(token);
      case ClientFrame.Wrong wrong -> error(wrong.id(), ErrorCode.BAD_FRAME, 0);
      case ClientFrame.Malformed malformed -> malformed(malformed.why());
      case ClientFrame.Pong pong -> delayed(pong.delayMillis());
      case ClientFrame.Ignored ignored -> {}
    }
  }

  private void delayed(@Nullable Long millis) {
    if (millis != null) {
      var viewer = voice.caller().visitor().viewer();
      house.rooms().delays().heard(stage.id().show(), viewer, millis);
    }
  }

  void join(ClientFrame.Join join) {
    if (joining) {
      malformed("one join per socket");
      return;
    }
    joining = true;
    var token = join.token();
    if (token == null) {
      enter(join);
    } else {
      identify(token, join.id(), found -> enter(join, found));
    }
  }

  /** Whoever came by a token stays for as long as it holds. */
  void hold(Pass pass) {
    this.pass = pass;
  }

  private void enter(ClientFrame.Join join, @Nullable Pass found) {
    if (found == null || !found.opens(stage.id().show())) {
      close(CloseCode.BAD_TOKEN, "bad token");
      return;
    }
    voice.become(found.visitor());
    hold(found);
    enter(join);
  }

  private void enter(ClientFrame.Join join) {
    if (!takeSeat(join.log())) {
      return;
    }
    var timeline = join.log() == Log.STAGE ? stage : backstage;
    house.count("joins", "kind", join.from() == null ? "first" : "resume");
    house
        .rooms()
        .join(
            timeline,
            loop,
            outlet,
            join.from(),
            Answers.greeting(join.id(), timeline.id(), voice.caller().visitor()),
            member -> this.member = member);
    for (var frame = early.poll(); frame != null && !outlet.closed(); frame = early.poll()) {
      carryOut(frame);
    }
  }

  /** Whether they may be here; if not, they have been told. */
  private boolean takeSeat(Log log) {
    var show = stage.id().show();
    if (log == Log.BACKSTAGE && !voice.caller().visitor().isStaff()) {
      close(CloseCode.NOT_ALLOWED, "staff only");
      return false;
    }
    if (!house.conversation().admits(show, voice.caller())) {
      close(CloseCode.NOT_ALLOWED, "banned");
      return false;
    }
    joined = log;
    if (log == Log.STAGE) {
      voice.sit(house.conversation().enter(show, voice.caller(), line));
    }
    return true;
  }

  private void refresh(ClientFrame.Token token) {
    identify(
        token.token(),
        token.id(),
        found -> {
          var same =
              found != null && found.visitor().actor().equals(voice.caller().visitor().actor());
          if (found != null && same && found.opens(stage.id().show())) {
            hold(found);
            outlet.write(Answers.refreshed(token.id()));
          } else {
            error(token.id(), ErrorCode.BAD_TOKEN, 0);
          }
        });
  }

  private void identify(String token, int id, Consumer<@Nullable Pass> then) {
    house
        .blocking()
        .execute(
            () -> {
              try {
                var found = house.visitors().pass(token).orElse(null);
                loop.execute(() -> then.accept(found));
              } catch (RuntimeException away) {
                log.warn("a join token could not be looked at: {}", away.toString());
                loop.execute(() -> error(id, ErrorCode.UNAVAILABLE, OVERLOADED_RETRY_MILLIS));
              }
            });
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
    if (pass != null && !stands(pass)) {
      return;
    }
    if (member != null) {
      line.welcomed();
    }
    if (leaveAt != 0 && now > leaveAt) {
      close(CloseCode.DRAIN, "drain");
      return;
    }
    if (pingedAt != 0 && outlet.answers()) {
      if (now - pingedAt > limits.pongMax().toNanos()) {
        close(CloseCode.NO_PONG, "no pong");
        return;
      }
    } else if (member != null && now - Math.max(heardAt, pingedAt) > limits.pingEvery().toNanos()) {
      pingedAt = now;
      outlet.write(Answers.PING);
    }
    voice.remind();
  }

  private boolean stands(Pass held) {
    switch (house.visitors().standing(held)) {
      case GOOD -> {
        return true;
      }
      case OVER -> close(CloseCode.TOKEN_ENDED, "token ended");
      case REVOKED -> close(CloseCode.BAD_TOKEN, "token revoked");
    }
    return false;
  }

  /** Asks the client to leave in a while, and sees to it. */
  void drain(long inMillis) {
    outlet.write(Answers.drain(inMillis));
    leaveAt = house.nanoTime().getAsLong() + inMillis * 1_000_000 + LEAVING_NANOS_MAX;
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
    voice.leave();
  }
}
