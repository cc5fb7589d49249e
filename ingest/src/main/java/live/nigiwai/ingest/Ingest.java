package live.nigiwai.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.ssl.SslContext;
import io.vertx.ext.web.Router;
import java.util.OptionalInt;
import live.nigiwai.ingest.hls.LiveShows;
import live.nigiwai.ingest.rtmp.RtmpServer;
import live.nigiwai.runtime.lifecycle.StartupProblem;
import live.nigiwai.show.ShowClock;
import live.nigiwai.show.timeline.Timelines;
import org.jspecify.annotations.Nullable;

/**
 * The door of the module: publishers come in over RTMP, viewers take HLS out.
 *
 * <p><i>Threading</i>: any thread; opening and closing block for a moment.
 */
public final class Ingest implements AutoCloseable {
  private final LiveShows shows;
  private final RtmpServer rtmp;

  private Ingest(LiveShows shows, RtmpServer rtmp) {
    this.shows = shows;
    this.rtmp = rtmp;
  }

  /** Opens the port for plain RTMP only. */
  public static Ingest open(
      IngestConfig config,
      StreamKeys keys,
      Timelines timelines,
      ShowClock clock,
      MeterRegistry meters) {
    return open(config, keys, timelines, clock, meters, null);
  }

  /**
   * Opens the ports; from now on publishers are served.
   *
   * @param clock stamps the pictures; the same that stamps the timeline's entries
   * @param tls opens the port for RTMPS too; null for none
   * @throws StartupProblem if a port cannot be had
   */
  public static Ingest open(
      IngestConfig config,
      StreamKeys keys,
      Timelines timelines,
      ShowClock clock,
      MeterRegistry meters,
      @Nullable SslContext tls) {
    LiveShows shows = LiveShows.open(config.media(), timelines, clock, meters);
    try {
      return new Ingest(shows, RtmpServer.open(config.rtmp(), keys::grantFor, shows, meters, tls));
    } catch (StartupProblem e) {
      shows.close();
      throw e;
    }
  }

  /** The port publishers reach, also when the system chose it. */
  public int rtmpPort() {
    return rtmp.port();
  }

  /** The port for RTMPS; nothing without a certificate. */
  public OptionalInt rtmpsPort() {
    return rtmp.tlsPort();
  }

  /** Adds {@code /hls/{show}/…}. */
  public void mount(Router router) {
    shows.mount(router);
  }

  /** Publishers first, so that the last pictures still become segments; within 3 s. */
  @Override
  public void close() {
    try (shows) {
      rtmp.close();
    }
  }
}
