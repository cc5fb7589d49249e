package live.nigiwai.relay;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.nigiwai.relay.fanout.CloseCode;
import live.nigiwai.relay.moderation.Sanction;
import live.nigiwai.relay.socket.Caller;
import live.nigiwai.relay.socket.Conversation;
import live.nigiwai.relay.socket.Note;
import org.jspecify.annotations.Nullable;

/**
 * One visit's place in a show's conversation. What is said before it is known who speaks waits, in
 * order.
 *
 * <p><b>Threading</b>: any thread; what waits is guarded by itself.
 */
final class TalkSeat implements Conversation.Seat {
  private final Talk talk;
  final Floor floor;
  final Caller caller;
  final Conversation.Line line;
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private boolean asking;
  private Sanction.@Nullable Kind told;

  TalkSeat(Talk talk, Floor floor, Caller caller, Conversation.Line line) {
    this.talk = talk;
    this.floor = floor;
    this.caller = caller;
    this.line = line;
  }

  private record Waiting(
      Caller caller, Conversation.Remark remark, CompletableFuture<Conversation.Reply> reply) {}

  @Override
  public CompletionStage<Conversation.Reply> say(Caller who, Conversation.Remark remark) {
    synchronized (waiting) {
      if (waiting.isEmpty() && !asking && talk.knows(floor, who)) {
        return talk.say(this, who, remark);
      }
      var mine = new Waiting(who, remark, new CompletableFuture<>());
      waiting.add(mine);
      if (!asking) {
        asking = true;
        talk.ask(this, who);
      }
      return mine.reply;
    }
  }

  /** It is known who speaks, as far as it can be known now. */
  void answered() {
    synchronized (waiting) {
      asking = false;
      for (var next = waiting.poll(); next != null; next = waiting.poll()) {
        var reply = next.reply;
        talk.say(this, next.caller, next.remark)
            .whenComplete(
                (settled, fault) -> {
                  if (settled == null) {
                    reply.completeExceptionally(fault);
                  } else {
                    reply.complete(settled);
                  }
                });
      }
    }
  }

  @Override
  public Conversation.Reply carryOut(Caller who, Conversation.Request request) {
    return talk.carryOut(floor, who, request);
  }

  /** Something was put on this person, or taken off. */
  void sanctioned(@Nullable Sanction now) {
    var kind = now == null ? null : now.kind();
    synchronized (line) {
      if (kind == Sanction.Kind.BAN) {
        line.close(CloseCode.NOT_ALLOWED, "banned");
      } else if (kind == Sanction.Kind.MUTE && told != Sanction.Kind.MUTE) {
        line.note(new Note.Sanction("mute", now == null ? null : now.untilMillis()));
      } else if (kind != Sanction.Kind.MUTE && told == Sanction.Kind.MUTE) {
        line.note(new Note.Sanction("none", null));
      }
      told = kind;
    }
  }

  @Override
  public void leave() {
    talk.leave(this);
  }
}
