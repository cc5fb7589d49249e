package live.nigiwai.ingest.hls;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import live.nigiwai.ingest.archive.Recording;
import live.nigiwai.ingest.media.AvcConfig;
import live.nigiwai.ingest.media.Sample;
import live.nigiwai.ingest.transcode.KeyPicture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Small pictures for the scrub bar and a larger one for those who have not begun to watch, taken
 * from key frames every few seconds.
 *
 * <p><b>Overflow</b>: the queue is short; a picture for which there is no room is not taken.
 *
 * <p><i>Threading</i>: any thread may offer; one platform thread of low priority decodes for all
 * shows.
 */
final class PicturesTaken implements AutoCloseable {
  static final int THUMBNAIL_WIDTH = 160;
  private static final int POSTER_WIDTH = 960;
  private static final int WAITING_MAX = 16;
  private static final Logger log = LoggerFactory.getLogger(PicturesTaken.class);

  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          0,
          1,
          30,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING_MAX),
          Thread.ofPlatform().name("ingest-pictures").priority(Thread.MIN_PRIORITY).factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  /**
   * @param poster whether the larger picture is wanted too
   */
  void offer(AvcConfig config, Sample key, Recording recording, boolean poster) {
    thread.execute(() -> take(config, key, recording, poster));
  }

  private static void take(AvcConfig config, Sample key, Recording recording, boolean poster) {
    try {
      int[] widths =
          poster ? new int[] {THUMBNAIL_WIDTH, POSTER_WIDTH} : new int[] {THUMBNAIL_WIDTH};
      List<KeyPicture> pictures = KeyPicture.decode(config, key, widths);
      recording.picture(key.pts(), pictures.getFirst().jpeg(0.7f));
      if (poster) {
        recording.poster(pictures.getLast().jpeg(0.85f));
      }
    } catch (RuntimeException | LinkageError damaged) {
      log.debug("A picture could not be taken", damaged);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
