package live.nigiwai.ingest.transcode;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.ArrayList;
import java.util.List;
import live.nigiwai.ingest.media.AvcConfig;
import live.nigiwai.ingest.media.Sample;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * A still picture as a short sequence that can be repeated for as long as needed: one picture that
 * decoding can start with, then pictures that change nothing.
 *
 * @param samples with times from zero
 * @param frameTicks how long each is shown
 */
public record StillReel(AvcConfig config, List<Sample> samples, long frameTicks) {
  private static final int KILOBITS_MAX = 300;

  public StillReel {
    samples = List.copyOf(samples);
  }

  /** The size this rung has for such a source; what {@link #encode} wants a picture of. */
  public static int[] size(Rung rung, int displayWidth, int displayHeight) {
    Rung.Size size = rung.sizeFor(displayWidth, displayHeight);
    return new int[] {size.width(), size.height()};
  }

  /**
   * Encodes the picture; takes some tens of milliseconds.
   *
   * @param picture of type {@code TYPE_3BYTE_BGR}, in the rung's size
   */
  public static StillReel encode(
      Rung rung, BufferedImage picture, int frames, int framesPerSecond, TranscodeConfig how) {
    long frameTicks = Sample.TICKS_PER_SECOND / framesPerSecond;
    Rung.Size size = new Rung.Size(picture.getWidth(), picture.getHeight());
    List<Sample> samples = new ArrayList<>();
    // Whoever can decode the publisher's pictures can decode these: the least profile, a low level.
    int kilobits = Math.min(KILOBITS_MAX, rung.kilobitsPerSecond());
    Rung still = new Rung(rung.name(), rung.shortSide(), rung.framesPerSecondMax(), kilobits);
    AVFrame frame = copied(picture);
    try (VideoScaler scaler = new VideoScaler(size.width(), size.height());
        VideoEncoder encoder =
            new VideoEncoder(still, size, framesPerSecond, frame, how, "baseline")) {
      for (int i = 0; i < frames; i++) {
        frame.pts(i * frameTicks);
        encoder.encode(scaler.scale(frame), i == 0, samples::add);
      }
      encoder.drain(samples::add);
      return new StillReel(encoder.config(), samples, frameTicks);
    } finally {
      av_frame_free(frame);
    }
  }

  private static AVFrame copied(BufferedImage picture) {
    NativeFault.load();
    int width = picture.getWidth();
    int height = picture.getHeight();
    byte[] bytes = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    AVFrame frame = NativeFault.present("memory for a frame", av_frame_alloc());
    frame.width(width).height(height).format(AV_PIX_FMT_BGR24);
    frame.color_primaries(AVCOL_PRI_BT709).color_trc(AVCOL_TRC_BT709);
    frame.colorspace(AVCOL_SPC_BT709).color_range(AVCOL_RANGE_MPEG);
    NativeFault.check("memory for a frame", av_frame_get_buffer(frame, 0));
    for (int line = 0; line < height; line++) {
      frame
          .data(0)
          .position((long) line * frame.linesize(0))
          .put(bytes, line * width * 3, width * 3);
    }
    frame.data(0).position(0);
    return frame;
  }
}
