package live.nigiwai.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.ssl.SslContext;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.util.OptionalInt;
import live.nigiwai.ingest.archive.RecordingEndpoints;
import live.nigiwai.ingest.archive.Recordings;
import live.nigiwai.ingest.health.HealthBoard;
import live.nigiwai.ingest.hls.LiveShows;
import live.nigiwai.ingest.hls.ShowAxis;
import live.nigiwai.ingest.rtmp.RtmpServer;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.lifecycle.StartupProblem;
import live.nigiwai.show.ShowClock;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.timeline.Timelines;
import org.jspecify.annotations.Nullable;

/**
 * The door of the module: publishers come in over RTMP, viewers take HLS out.
 *
 * <p><i>Threading</i>: any thread; opening and closing block for a moment.
 */
public final class Ingest implements AutoCloseable {
  private static final RecordingEndpoints.Axis AXIS =
      new RecordingEndpoints.Axis() {
        @Override
        public long millis(long ticks) {
          return ShowAxis.time(ticks).millis();
        }

        @Override
        public long ticks(long millis) {
          return ShowAxis.ticks(new ShowTime(millis));
        }
      };

  private final Recordings recordings;
  private final LiveShows shows;
  private final HealthBoard health;
  private final RtmpServer rtmp;
  private final Admittance admittance;

  private Ingest(
      Recordings recordings,
      LiveShows shows,
      HealthBoard health,
      RtmpServer rtmp,
      Admittance admittance) {
    this.admittance = admittance;
    this.recordings = recordings;
    this.shows = shows;
    this.health = health;
    this.rtmp = rtmp;
  }

  /** Opens the port for plain RTMP only; everybody may watch. */
  public static Ingest open(
      IngestConfig config,
      Path folder,
      StreamKeys keys,
      Timelines timelines,
      ShowClock clock,
      MeterRegistry meters) {
    return open(config, folder, keys, (show, pass) -> true, timelines, clock, meters, null);
  }

  /**
   * Opens the ports; from now on publishers are served.
   *
   * @param folder where recordings are kept
   * @param admittance who may watch
   * @param clock stamps the pictures; the same that stamps the timeline's entries
   * @param tls opens the port for RTMPS too; null for none
   * @throws StartupProblem if a port cannot be had
   */
  public static Ingest open(
      IngestConfig config,
      Path folder,
      StreamKeys keys,
      Admittance admittance,
      Timelines timelines,
      ShowClock clock,
      MeterRegistry meters,
      @Nullable SslContext tls) {
    Recordings recordings = Recordings.open(config.archive(), folder, meters);
    HealthBoard health = HealthBoard.open(config.health(), meters, () -> clock.now().millis());
    LiveShows shows = LiveShows.open(config.media(), timelines, clock, meters, recordings, health);
    try {
      RtmpServer rtmp = RtmpServer.open(config.rtmp(), keys::grantFor, shows, meters, tls);
      return new Ingest(recordings, shows, health, rtmp, admittance);
    } catch (StartupProblem e) {
      shows.close();
      health.close();
      recordings.close();
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

  /** Takes every request under {@code /hls/{show}/…} of whoever may watch. */
  public Handler<HttpServerRequest> media() {
    return shows.media(admittance::admits);
  }

  /** Adds what staff ask of pictures and recordings under {@code /api/shows/{show}}. */
  public void mountApi(Router router, Endpoints endpoints) {
    shows.mountApi(router, endpoints);
    new RecordingEndpoints(recordings, endpoints, AXIS).mount(router);
  }

  /** How each show's stream is; {@link live.nigiwai.ingest.health.HealthEndpoints} tells it. */
  public HealthBoard health() {
    return health;
  }

  /** Publishers first, so that the last pictures still become segments; within 3 s. */
  @Override
  public void close() {
    try (recordings;
        health;
        shows) {
      rtmp.close();
    }
  }
}
