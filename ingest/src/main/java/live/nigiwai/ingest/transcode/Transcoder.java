package live.nigiwai.ingest.transcode;

import live.nigiwai.ingest.media.AvcConfig;
import live.nigiwai.ingest.media.Sample;

/**
 * Turns one coded picture sequence into the encoded rungs of a ladder. Display times pass through
 * unchanged, and every rung starts a decodable picture exactly where the segment plan asks for one.
 *
 * <p>A sequence has one configuration; another configuration is another transcoder.
 */
public interface Transcoder extends AutoCloseable {
  /**
   * Hands in the next picture in decoding order; waits while the queue is full.
   *
   * @param boundary whether a segment starts at this picture's display time. Pictures shown before
   *     the first boundary are decoded, as later ones may refer to them, but not encoded
   */
  void picture(Sample picture, boolean boundary) throws InterruptedException;

  /**
   * From this display time on a rung is not encoded, until {@link #resume}; both are told before
   * the picture of that time is handed in.
   */
  void suspend(String rung, long from);

  /** From this display time on, where a segment starts, a rung is encoded again. */
  void resume(String rung, long from);

  /** No more pictures: delivers everything still inside, then closes. Waits, within a limit. */
  void finish();

  /** Ends at once; what is still inside is lost. */
  @Override
  void close();

  /** Where the rungs go. Called by the transcoder's threads; one rung always by the same. */
  interface Output {
    /** Before a rung's first sample. */
    void opened(String rung, AvcConfig config);

    void encoded(String rung, Sample sample);

    /** How much of the ladder can be carried has changed. */
    void paced(Pace pace);

    /** This transcoder cannot go on. */
    void failed(String why);
  }
}
