package live.nigiwai.ingest.transcode;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;
import org.jspecify.annotations.Nullable;

/**
 * Brings frames to one size and pixel format, mostly 4:2:0 with 8 bits. Owns the scaler's context
 * and its output frame.
 *
 * <p><i>Threading</i>: one thread opens, uses and closes it.
 */
final class VideoScaler implements AutoCloseable {
  private final int width;
  private final int height;
  private final int pixelFormat;
  private final AVFrame scaled;
  private @Nullable SwsContext context;
  private int fromWidth;
  private int fromHeight;
  private int fromFormat = -1;

  VideoScaler(int width, int height) {
    this(width, height, AV_PIX_FMT_YUV420P);
  }

  VideoScaler(int width, int height, int pixelFormat) {
    this.width = width;
    this.height = height;
    this.pixelFormat = pixelFormat;
    scaled = av_frame_alloc();
    scaled.width(width).height(height).format(pixelFormat);
    try {
      NativeFault.check("frame of " + width + "x" + height, av_frame_get_buffer(scaled, 0));
    } catch (NativeFault e) {
      close();
      throw e;
    }
  }

  /** The frame itself where it fits already, else the scaler's own, valid until the next call. */
  AVFrame scale(AVFrame source) {
    if (source.width() == width && source.height() == height && source.format() == pixelFormat) {
      return source;
    }
    // The encoder may still hold a reference to the last one.
    NativeFault.check("output frame", av_frame_make_writable(scaled));
    sws_scale(
        contextFor(source),
        source.data(),
        source.linesize(),
        0,
        source.height(),
        scaled.data(),
        scaled.linesize());
    scaled.pts(source.pts());
    return scaled;
  }

  private SwsContext contextFor(AVFrame source) {
    SwsContext current = context;
    if (current != null
        && source.width() == fromWidth
        && source.height() == fromHeight
        && source.format() == fromFormat) {
      return current;
    }
    if (current != null) {
      sws_freeContext(current);
      context = null;
    }
    fromWidth = source.width();
    fromHeight = source.height();
    fromFormat = source.format();
    current =
        NativeFault.present(
            "a scaler from pixel format " + fromFormat,
            sws_getContext(
                fromWidth,
                fromHeight,
                fromFormat,
                width,
                height,
                pixelFormat,
                SWS_BILINEAR,
                null,
                null,
                (DoublePointer) null));
    context = current;
    return current;
  }

  @Override
  public void close() {
    if (context != null) {
      sws_freeContext(context);
      context = null;
    }
    av_frame_free(scaled);
  }
}
