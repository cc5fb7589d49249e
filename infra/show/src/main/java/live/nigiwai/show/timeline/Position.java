package live.nigiwai.show.timeline;

/**
 * How far a reader has come in a log.
 *
 * @param epoch changes only when the log was restored to an older state; offsets of two epochs do
 *     not compare
 * @param offset the last entry seen; 0 before the first
 */
public record Position(String epoch, long offset) {
  public Position {
    if (offset < 0) {
      throw new IllegalArgumentException("offset must not be negative");
    }
  }
}
