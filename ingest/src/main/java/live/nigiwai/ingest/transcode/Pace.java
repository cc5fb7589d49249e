package live.nigiwai.ingest.transcode;

/** How much of the ladder this machine can carry at the moment. */
public enum Pace {
  /** All of it. */
  FULL,
  /** Every rung, at half the frame rate. */
  HALF_RATE,
  /** Half the frame rate, and without the largest rung that is not the last. */
  WITHOUT_TOP
}
