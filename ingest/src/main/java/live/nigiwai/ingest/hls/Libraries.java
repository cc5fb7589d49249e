package live.nigiwai.ingest.hls;

import live.nigiwai.ingest.transcode.KeyPicture;
import live.nigiwai.ingest.transcode.StillReel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** FFmpeg's libraries and the classes around them. */
final class Libraries {
  private static final Logger log = LoggerFactory.getLogger(Libraries.class);

  private Libraries() {}

  /**
   * Loads what the first publish would have to wait for otherwise, by encoding and decoding one
   * picture; takes about a second.
   */
  static void load(MediaConfig config) {
    try {
      StillReel reel = new Slate(config.transcode()).reel(config.ladder().getLast());
      KeyPicture.decode(reel.config(), reel.samples().getFirst(), PicturesTaken.THUMBNAIL_WIDTH)
          .getFirst()
          .jpeg(0.5f);
    } catch (RuntimeException | LinkageError failed) {
      log.error("FFmpeg's libraries cannot be used", failed);
    }
  }
}
