package live.nigiwai.ingest.hls;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.ext.web.Router;
import java.security.SecureRandom;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import live.nigiwai.ingest.media.Publish;
import live.nigiwai.ingest.media.PublishDoor;
import live.nigiwai.ingest.media.PublishSink;
import live.nigiwai.ingest.media.Publisher;
import live.nigiwai.show.ShowClock;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.timeline.Timelines;

/**
 * Every show with pictures on this node: publishers come in by {@link #open}, viewers by {@link
 * #mount}.
 *
 * <p>A show stays when its publisher goes, so that the next publish continues it under the same
 * URLs. It makes room when others need it.
 *
 * <p><i>Threading</i>: any thread. {@link #open} does not block; each show has its own thread.
 */
public final class LiveShows implements PublishDoor, AutoCloseable {
  private static final int SESSION_LENGTH = 10;
  private static final String SESSION_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

  private final MediaConfig config;
  private final Timelines timelines;
  private final ShowClock clock;
  private final IngestMeters meters;
  private final LongSupplier nanoTime;
  private final Supplier<String> sessions;
  private final Map<ShowId, LiveShow> shows = new ConcurrentHashMap<>();
  private boolean closed;

  LiveShows(
      MediaConfig config,
      Timelines timelines,
      ShowClock clock,
      MeterRegistry meters,
      LongSupplier nanoTime,
      Supplier<String> sessions) {
    this.config = config;
    this.timelines = timelines;
    this.clock = clock;
    this.meters = new IngestMeters(meters);
    this.nanoTime = nanoTime;
    this.sessions = sessions;
  }

  public static LiveShows open(
      MediaConfig config, Timelines timelines, ShowClock clock, MeterRegistry meters) {
    SecureRandom random = new SecureRandom();
    return new LiveShows(config, timelines, clock, meters, System::nanoTime, () -> session(random));
  }

  private static String session(SecureRandom random) {
    StringBuilder session = new StringBuilder(SESSION_LENGTH);
    for (int i = 0; i < SESSION_LENGTH; i++) {
      session.append(SESSION_LETTERS.charAt(random.nextInt(SESSION_LETTERS.length())));
    }
    return session.toString();
  }

  @Override
  public PublishSink open(Publish publish, Publisher publisher) {
    // A rehearsal is nobody's to see.
    return publish.rehearsal() ? new ClosedSink() : open(publish.show(), publisher);
  }

  PublishSink open(ShowId show, Publisher publisher) {
    synchronized (this) {
      if (closed) {
        publisher.close(Refusals.stopping());
        return new ClosedSink();
      }
      LiveShow live = shows.get(show);
      if (live == null && !makeRoom()) {
        publisher.close(Refusals.tooManyShows());
        return new ClosedSink();
      }
      if (live == null) {
        live = start(show);
        shows.put(show, live);
      }
      return live.open(publisher);
    }
  }

  private LiveShow start(ShowId show) {
    StreamFacts facts = new StreamFacts(timelines.stage(show), clock, meters);
    return new LiveShow(show, sessions.get(), config, facts, clock, meters, nanoTime);
  }

  /** Lets go of a show whose publisher is gone; its next publish starts ahead by the clock. */
  private boolean makeRoom() {
    if (shows.size() < config.limits().showsMax()) {
      return true;
    }
    for (Iterator<LiveShow> all = shows.values().iterator(); all.hasNext(); ) {
      LiveShow show = all.next();
      if (!show.hasPublisher()) {
        all.remove();
        Thread.ofPlatform().name("ingest-stop").start(show::close);
        return true;
      }
    }
    return false;
  }

  /** The producer's word that nothing follows. False where there is no such show. */
  public boolean over(ShowId show) {
    LiveShow live = shows.get(show);
    if (live != null) {
      live.over();
    }
    return live != null;
  }

  /** Adds {@code /hls/...}. */
  public void mount(Router router) {
    new HlsRoutes(shows::get, config.segments()).mount(router);
  }

  Presentation presentation(ShowId show) {
    LiveShow live = shows.get(show);
    return live == null ? Presentation.NOTHING : live.presentation();
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    shows.values().forEach(LiveShow::close);
    shows.clear();
  }

  /** Takes the rest of what a refused publisher still sends. */
  private static final class ClosedSink implements PublishSink {
    @Override
    public void metadata(Map<String, Object> metadata) {}

    @Override
    public void video(long timestampMillis, byte[] flvPayload) {}

    @Override
    public void audio(long timestampMillis, byte[] flvPayload) {}

    @Override
    public void ended(String reason) {}

    @Override
    public boolean overloaded() {
      return false;
    }
  }
}
