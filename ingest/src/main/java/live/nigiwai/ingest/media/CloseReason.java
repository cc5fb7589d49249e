package live.nigiwai.ingest.media;

/**
 * Why a publisher is sent away.
 *
 * @param code an RTMP status code, for example {@code NetStream.Publish.Rejected}
 * @param description one sentence in the words of the encoder's own menus; OBS displays it
 */
public record CloseReason(String code, String description) {
  /** The media itself cannot be used: wrong codec, broken stream. */
  public static CloseReason rejected(String description) {
    return new CloseReason("NetStream.Publish.Rejected", description);
  }

  /** We cannot go on: a limit, a fault, or the end of the server. */
  public static CloseReason failed(String description) {
    return new CloseReason("NetStream.Publish.Failed", description);
  }
}
