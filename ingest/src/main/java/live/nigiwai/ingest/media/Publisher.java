package live.nigiwai.ingest.media;

/** The publishing connection as the media side may see it. */
public interface Publisher {
  /** The address it came from, without the port. */
  String remote();

  /** What it calls itself, for example {@code Lavf59.27.100}; empty when it does not say. */
  String encoder();

  /** Tells the publisher why, in words it displays, then closes. From any thread; idempotent. */
  void close(CloseReason reason);
}
