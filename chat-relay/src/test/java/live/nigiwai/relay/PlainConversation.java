package live.nigiwai.relay;

import java.util.concurrent.CompletionStage;
import live.nigiwai.relay.moderation.CommentId;
import live.nigiwai.relay.socket.Caller;
import live.nigiwai.relay.socket.Conversation;
import live.nigiwai.relay.socket.ErrorCode;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.timeline.AppendOutcome;
import live.nigiwai.show.timeline.Badge;
import live.nigiwai.show.timeline.Draft;
import live.nigiwai.show.timeline.ShowTimeline;
import live.nigiwai.show.timeline.TimelineEvent.CommentPosted;
import live.nigiwai.show.timeline.Timelines;
import live.nigiwai.show.timeline.Words;

/** A conversation without rules: whatever is said is shown; for tests of the room alone. */
final class PlainConversation implements Conversation {
  private final Timelines timelines;

  PlainConversation(Timelines timelines) {
    this.timelines = timelines;
  }

  @Override
  public boolean admits(ShowId show, Caller caller) {
    return true;
  }

  @Override
  public Seat enter(ShowId show, Caller caller, Line line) {
    var stage = timelines.stage(show);
    return new Seat() {
      @Override
      public CompletionStage<Reply> say(Caller caller, Remark remark) {
        return append(stage, caller, remark);
      }

      @Override
      public Reply carryOut(Caller caller, Request request) {
        return new Reply.Refused(ErrorCode.NO_SUCH, 0);
      }

      @Override
      public void leave() {}
    };
  }

  private static CompletionStage<Conversation.Reply> append(
      ShowTimeline stage, Caller caller, Conversation.Remark remark) {
    var author = caller.visitor();
    String id = CommentId.of(stage.id().show(), author.actor(), remark.key());
    var words = new Words(author.name(), remark.text());
    var fact = new CommentPosted(id, Badge.NONE, words, remark.replyTo(), remark.question());
    return stage
        .append(new Draft(remark.key(), author.actor(), remark.mediaAt(), fact))
        .thenApply(
            outcome ->
                outcome instanceof AppendOutcome.Stored
                        || outcome instanceof AppendOutcome.Duplicate
                    ? new Conversation.Reply.Done(id, false)
                    : new Conversation.Reply.Refused(ErrorCode.OVERLOADED, 2_000));
  }
}
