package live.nigiwai.show.timeline;

/** The mark beside a comment's author. */
public enum Badge {
  NONE,
  PRESENTER,
  STAFF,
  /** Bought in this show. */
  BUYER,
  /** Came before. */
  MEMBER,
  /** Says something for the first time ever. */
  FIRST
}
