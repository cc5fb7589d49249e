package live.nigiwai.relay.moderation;

/** What is to become of a comment. */
public sealed interface Judgement {
  /** Everyone sees it. */
  record Allow() implements Judgement {}

  /** It waits for a moderator, and its author knows. */
  record Hold(Why why) implements Judgement {}

  /** Its author alone sees it, and takes it for shown. */
  record Shadow() implements Judgement {}

  /**
   * @param afterMillis when trying again may work; 0 where it will not
   */
  record Refuse(Reason reason, long afterMillis) implements Judgement {}

  /** Why a comment is refused, in the words of PROTOCOL.md. */
  enum Reason {
    MUTED,
    MEMBERS_ONLY,
    BUYERS_ONLY,
    BLOCKED,
    DUPLICATE,
    SLOW_DOWN,
    SLOW_MODE
  }

  /** Why a comment is held. */
  enum Why {
    WORD,
    LINK,
    PHONE,
    FLOOD,
    MODE,
    SHADOW
  }
}
