package live.nigiwai.relay.socket;

import java.util.concurrent.CompletionStage;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import org.jspecify.annotations.Nullable;

/** What becomes of what people say, ask and report in a show. */
public interface Conversation {
  /** Whether they may be in the show at all. Never blocks. */
  boolean admits(ShowId show, Caller caller);

  /** Someone follows the stage; what concerns them alone is told through their line. */
  Seat enter(ShowId show, Caller caller, Line line);

  /** One visit's place in the conversation. */
  interface Seat {
    /**
     * Never blocks. Completes once the comment is stored, or certainly is not; comments of one seat
     * keep their order.
     */
    CompletionStage<Reply> say(Caller caller, Remark remark);

    /** Blocks. */
    Reply carryOut(Caller caller, Request request);

    /** They are gone. Harmless when repeated. */
    void leave();
  }

  /** How to reach one visit; may be called from any thread. */
  interface Line {
    void note(Note note);

    void close(int code, String reason);
  }

  /**
   * A comment as its author sent it.
   *
   * @param key the client's own key for it
   * @param replyTo the comment it answers
   * @param question whether an answer is wanted
   */
  record Remark(
      String key,
      String text,
      @Nullable ShowTime mediaAt,
      @Nullable String replyTo,
      boolean question) {
    Remark as(String cleaned) {
      return new Remark(key, cleaned, mediaAt, replyTo, question);
    }
  }

  /** A request about a comment. */
  sealed interface Request {
    String commentId();

    /** Take my own comment down. */
    record Delete(String commentId) implements Request {}

    /** Mark my own comment as a question. */
    record Ask(String commentId) implements Request {}

    /** I want this question answered too, or no longer. */
    record Vote(String commentId, boolean on) implements Request {}

    /** A moderator should look at this. */
    record Report(String commentId, String why) implements Request {}
  }

  /** What became of it. */
  sealed interface Reply {
    /**
     * @param held waits for a moderator
     */
    record Done(String commentId, boolean held) implements Reply {}

    /**
     * @param afterMillis when trying again may work; 0 where it does not matter
     */
    record Refused(ErrorCode code, long afterMillis) implements Reply {}
  }
}
