package live.nigiwai.ingest.rtmp;

/**
 * What arrived is not RTMP as we can bear it: against the specification, or beyond a limit.
 *
 * <p>Carries no stack trace: strangers cause it at will, and the sentence says everything.
 */
final class MalformedRtmpException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final String MALFORMED = "malformed";

  /** The limit that was reached, or {@code malformed}; the tag of the metric. */
  private final String limit;

  MalformedRtmpException(String sentence) {
    this(MALFORMED, sentence);
  }

  MalformedRtmpException(String limit, String sentence) {
    super(sentence, null, false, false);
    this.limit = limit;
  }

  String limit() {
    return limit;
  }

  boolean isLimit() {
    return !limit.equals(MALFORMED);
  }
}
