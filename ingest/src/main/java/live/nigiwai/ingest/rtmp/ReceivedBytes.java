package live.nigiwai.ingest.rtmp;

/** What one connection has received: for acknowledgements, and against senders without a key. */
final class ReceivedBytes {
  private final RtmpConfig config;
  private long total;
  private long acknowledged;
  private long acknowledgeEvery;
  private long unpublished;

  ReceivedBytes(RtmpConfig config) {
    this.config = config;
    this.acknowledgeEvery = config.windowBytes() / 2;
  }

  void count(int bytes, boolean publishing) {
    total += bytes;
    unpublished = publishing ? 0 : unpublished + bytes;
  }

  boolean tooManyBeforePublish() {
    return unpublished > config.limits().bytesBeforePublishMax();
  }

  /** The peer wants to hear from us at least this often; we say it twice as often. */
  void windowIs(long bytes) {
    acknowledgeEvery = Math.clamp(bytes / 2, 1_024, config.windowBytes());
  }

  /** Whether it is time, or encoders that count would stall for good (RTMP 1.0 §5.4.3). */
  boolean acknowledgementDue() {
    return total - acknowledged >= acknowledgeEvery;
  }

  RtmpMessage.Acknowledgement acknowledge() {
    acknowledged = total;
    return new RtmpMessage.Acknowledgement(total & 0xffff_ffffL);
  }
}
