package live.nigiwai.show.timeline;

/** The mark beside a comment's author. */
public enum Badge {
  NONE,
  PRESENTER,
  STAFF
}
