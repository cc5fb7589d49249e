package live.nigiwai.ingest.transcode;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.nio.charset.StandardCharsets;

/** FFmpeg refused. */
final class NativeFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  static {
    // Refusals arrive as return values; the library's own lines would go to standard error.
    av_log_set_level(AV_LOG_QUIET);
  }

  private NativeFault(String message) {
    super(message);
  }

  /** Makes sure that the native library is loaded and quiet. */
  static void load() {}

  static int check(String what, int result) {
    if (result < 0) {
      throw new NativeFault(what + ": " + describe(result));
    }
    return result;
  }

  static <T> T present(String what, @org.jspecify.annotations.Nullable T pointer) {
    if (pointer == null) {
      throw new NativeFault(what + " is not available");
    }
    return pointer;
  }

  private static String describe(int error) {
    byte[] text = new byte[128];
    av_strerror(error, text, text.length);
    int length = 0;
    while (length < text.length && text[length] != 0) {
      length++;
    }
    return new String(text, 0, length, StandardCharsets.UTF_8);
  }
}
