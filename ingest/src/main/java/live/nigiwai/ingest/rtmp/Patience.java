package live.nigiwai.ingest.rtmp;

import java.time.Duration;
import java.util.Optional;

/**
 * How long one connection has been waited for, and whether that is too long. Times are {@code
 * System.nanoTime}, handed in.
 */
final class Patience {
  /** It was too long. */
  record Lost(String limit, String words) {}

  private enum Waiting {
    FOR_CONNECT,
    FOR_FIRST_MEDIA,
    FOR_MEDIA,
    FOR_US
  }

  private final RtmpTimeouts timeouts;
  private Waiting waiting = Waiting.FOR_CONNECT;
  private long since;

  Patience(RtmpTimeouts timeouts, long now) {
    this.timeouts = timeouts;
    this.since = now;
  }

  /** It connected, or was admitted, or stopped publishing: media should come soon. */
  void expectMedia(long now) {
    waiting = Waiting.FOR_FIRST_MEDIA;
    since = now;
  }

  /** Media came, or we are ready for it again. */
  void media(long now) {
    waiting = Waiting.FOR_MEDIA;
    since = now;
  }

  /** It is we who cannot take more. */
  void weAreBusy(long now) {
    waiting = Waiting.FOR_US;
    since = now;
  }

  Optional<Lost> look(long now) {
    Duration allowed =
        switch (waiting) {
          case FOR_CONNECT -> timeouts.connect();
          case FOR_FIRST_MEDIA -> timeouts.firstMedia();
          case FOR_MEDIA -> timeouts.idle();
          case FOR_US -> timeouts.overload();
        };
    return now - since <= allowed.toNanos() ? Optional.empty() : Optional.of(lost());
  }

  private Lost lost() {
    return switch (waiting) {
      case FOR_CONNECT -> new Lost("connect", "The connect command did not come.");
      case FOR_FIRST_MEDIA -> new Lost("firstMedia", "No picture and no sound came.");
      case FOR_MEDIA -> new Lost("idle", "No picture and no sound for too long.");
      case FOR_US -> new Lost("overload", "The server cannot keep up with this stream.");
    };
  }
}
