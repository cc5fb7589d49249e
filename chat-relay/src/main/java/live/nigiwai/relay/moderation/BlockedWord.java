package live.nigiwai.relay.moderation;

/** A word the shop does not want in its shows, and what happens to a comment that has it. */
record BlockedWord(String word, Verdict verdict) {
  enum Verdict {
    /** Refused, and its author told so. */
    BLOCK,
    /** Waits for a moderator. */
    HOLD,
    /** Shown to its author alone. */
    SHADOW
  }
}
