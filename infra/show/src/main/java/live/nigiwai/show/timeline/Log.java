package live.nigiwai.show.timeline;

/** Which of a show's two logs. Private text never enters {@link #STAGE}. */
public enum Log {
  /** What viewers may see. */
  STAGE,
  /** What only staff may see: orders, audit, held comments. */
  BACKSTAGE
}
