package live.nigiwai.ingest.media;

/** The bytes are not what their headers promise. */
public final class MalformedMediaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MalformedMediaException(String message) {
    super(message);
  }
}
