package live.nigiwai.ingest.media;

import java.util.Map;

/**
 * Receives one publish: FLV tag payloads as they arrive.
 *
 * <p><i>Threading</i>: called by one thread at a time (the connection's event loop); no method may
 * block. Arrays handed over belong to the sink.
 */
public interface PublishSink {
  /** {@code onMetaData} as the publisher sent it: for display only, since encoders misstate it. */
  void metadata(Map<String, Object> metadata);

  /**
   * A message of type 9.
   *
   * @param timestampMillis the decoding time, unsigned 32 bit as on the wire (it wraps)
   */
  void video(long timestampMillis, byte[] flvPayload);

  /** A message of type 8. */
  void audio(long timestampMillis, byte[] flvPayload);

  /** The publish is over; called exactly once and last. */
  void ended(String reason);

  /**
   * True while the socket must not be read; asked after each batch and every 200 ms at most until
   * false.
   */
  boolean overloaded();
}
