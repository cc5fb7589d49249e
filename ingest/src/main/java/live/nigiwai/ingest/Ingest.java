package live.nigiwai.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.ext.web.Router;
import live.nigiwai.ingest.hls.LiveShows;
import live.nigiwai.ingest.rtmp.RtmpServer;
import live.nigiwai.runtime.lifecycle.StartupProblem;
import live.nigiwai.show.ShowClock;
import live.nigiwai.show.timeline.Timelines;

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

  /**
   * Opens the RTMP port; from now on publishers are served.
   *
   * @param clock stamps the pictures; the same that stamps the timeline's entries
   * @throws StartupProblem if the port cannot be had
   */
  public static Ingest open(
      IngestConfig config,
      StreamKeys keys,
      Timelines timelines,
      ShowClock clock,
      MeterRegistry meters) {
    LiveShows shows = LiveShows.open(config.media(), timelines, clock, meters);
    try {
      return new Ingest(shows, RtmpServer.open(config.rtmp(), keys::grantFor, shows, meters));
    } catch (StartupProblem e) {
      shows.close();
      throw e;
    }
  }

  /** The port publishers reach, also when the system chose it. */
  public int rtmpPort() {
    return rtmp.port();
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
