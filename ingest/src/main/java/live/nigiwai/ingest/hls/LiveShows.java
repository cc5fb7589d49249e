package live.nigiwai.ingest.hls;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.BiPredicate;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import live.nigiwai.ingest.archive.RecordedSegment;
import live.nigiwai.ingest.archive.Recording;
import live.nigiwai.ingest.archive.Recordings;
import live.nigiwai.ingest.health.HealthBoard;
import live.nigiwai.ingest.media.Publish;
import live.nigiwai.ingest.media.PublishDoor;
import live.nigiwai.ingest.media.PublishSink;
import live.nigiwai.ingest.media.Publisher;
import live.nigiwai.ingest.media.Sample;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.show.ShowClock;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.timeline.ShowTimeline;
import live.nigiwai.show.timeline.Timelines;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
  private static final Logger log = LoggerFactory.getLogger(LiveShows.class);
  private static final int SESSION_LENGTH = 10;
  private static final int REPLAYS_MAX = 256;
  private static final String SESSION_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

  private final MediaConfig config;
  private final Timelines timelines;
  private final ShowClock clock;
  private final IngestMeters meters;
  private final LongSupplier nanoTime;
  private final Supplier<String> sessions;
  private final @Nullable Recordings recordings;
  private final HealthBoard health;
  private final RecordedFiles files = new RecordedFiles();
  private final PicturesTaken pictures = new PicturesTaken();
  private final Map<ShowId, LiveShow> shows = new ConcurrentHashMap<>();

  /** Rehearsals by show, and the secret name each is served under. */
  private final Map<ShowId, Rehearsal> rehearsals = new ConcurrentHashMap<>();

  private final AsyncLoadingCache<ShowId, Optional<HlsRoutes.Stage>> replays;
  private boolean closed;

  /** What staff may watch before the show. */
  private record Rehearsal(ShowId name, LiveShow show) {}

  LiveShows(
      MediaConfig config,
      Timelines timelines,
      ShowClock clock,
      MeterRegistry meters,
      LongSupplier nanoTime,
      Supplier<String> sessions,
      @Nullable Recordings recordings,
      HealthBoard health) {
    this.config = config;
    this.timelines = timelines;
    this.clock = clock;
    this.meters = new IngestMeters(meters);
    this.nanoTime = nanoTime;
    this.sessions = sessions;
    this.recordings = recordings;
    this.health = health;
    this.replays =
        Caffeine.newBuilder()
            .maximumSize(REPLAYS_MAX)
            .expireAfterWrite(Duration.ofSeconds(2))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .buildAsync(this::replay);
  }

  /**
   * Opens the door, and goes on with the shows that the last process was carrying.
   *
   * @param recordings where shows are kept; the caller closes them, after this
   */
  public static LiveShows open(
      MediaConfig config,
      Timelines timelines,
      ShowClock clock,
      MeterRegistry meters,
      Recordings recordings,
      HealthBoard health) {
    SecureRandom random = new SecureRandom();
    LiveShows shows =
        new LiveShows(
            config,
            timelines,
            clock,
            meters,
            System::nanoTime,
            () -> session(random),
            recordings,
            health);
    Thread.ofPlatform().name("ingest-load").daemon().start(() -> Libraries.load(config));
    shows.goOn(recordings);
    return shows;
  }

  /** A show that nobody has published to for long is over; the others wait for their publisher. */
  private void goOn(Recordings recorded) {
    long oldest =
        ShowAxis.ticks(clock.now())
            - config.breaks().slateMax().toMillis() * Sample.TICKS_PER_MILLI;
    for (ShowId show : recorded.unfinished()) {
      Optional<Recording> recording = recorded.resume(show);
      if (recording.isEmpty()) {
        continue;
      }
      if (lastPicture(recording.get()) < oldest) {
        recording.get().end();
      } else if (shows.size() < config.limits().showsMax()) {
        shows.put(show, start(show));
      }
    }
  }

  private long lastPicture(Recording recording) {
    List<RecordedSegment> segments = recording.segments(config.source().name());
    return segments.reversed().stream()
        .filter(segment -> !segment.slate())
        .findFirst()
        .map(segment -> segment.startTicks() + segment.durationTicks())
        .orElse(0L);
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
    ShowId show = publish.show();
    synchronized (this) {
      if (closed) {
        publisher.close(Refusals.stopping());
        return new ClosedSink();
      }
      if (publish.rehearsal()) {
        return rehearsals
            .computeIfAbsent(show, this::rehearse)
            .show()
            .open(publisher, publish.backup());
      }
      LiveShow live = shows.get(show);
      if (live != null && live.isOver()) {
        // Its recording is closed: what is published now is another.
        shows.remove(show);
        stopLater(live);
        live = null;
      }
      if (live == null && !makeRoom()) {
        Refusals.Refusal tooMany = Refusals.tooManyShows();
        meters.refused(tooMany.limit());
        publisher.close(tooMany.words());
        return new ClosedSink();
      }
      if (live == null) {
        live = start(show);
        shows.put(show, live);
      }
      return live.open(publisher, publish.backup());
    }
  }

  private LiveShow start(ShowId show) {
    ShowTimeline timeline = timelines.stage(show);
    StreamFacts facts = new StreamFacts(timeline, clock, meters, true);
    ShowArchive archive = archive(show);
    LiveShow live =
        new LiveShow(
            show,
            sessions.get(),
            config,
            facts,
            archive == null ? Archive.NONE : archive,
            archive == null ? Recorded.NOTHING : archive,
            clock,
            meters,
            health.add(show),
            nanoTime);
    Thread.ofVirtual().name("cards-" + show).start(() -> follow(live, timeline));
    return live;
  }

  private @Nullable ShowArchive archive(ShowId show) {
    Recordings all = recordings;
    if (all == null) {
      return null;
    }
    return new ShowArchive(
        config,
        all.resume(show).orElse(null),
        () -> all.start(show),
        all.config().dvr().toMillis(),
        files,
        pictures);
  }

  private static void follow(LiveShow live, ShowTimeline timeline) {
    try {
      live.followCards(timeline);
    } catch (RuntimeException away) {
      log.warn("{}: cards are not listed as cues: {}", timeline.id(), away.getMessage());
    }
  }

  /** Nobody hears of a rehearsal, and nothing of it is kept. */
  private Rehearsal rehearse(ShowId show) {
    StreamFacts facts = new StreamFacts(timelines.stage(show), clock, meters, false);
    LiveShow live =
        new LiveShow(
            show,
            sessions.get(),
            config,
            facts,
            Archive.NONE,
            Recorded.NOTHING,
            clock,
            meters,
            health.rehearse(show),
            nanoTime);
    return new Rehearsal(new ShowId("r-" + sessions.get() + sessions.get()), live);
  }

  /** Where staff can watch the show's rehearsal: the name to put into {@code /hls/{name}/…}. */
  public Optional<ShowId> rehearsal(ShowId show) {
    return Optional.ofNullable(rehearsals.get(show)).map(Rehearsal::name);
  }

  private static void stopLater(LiveShow show) {
    Thread.ofPlatform().name("ingest-stop").start(show::close);
  }

  /** Lets go of a show whose publisher is gone; its next publish starts ahead by the clock. */
  private boolean makeRoom() {
    if (shows.size() < config.limits().showsMax()) {
      return true;
    }
    for (Iterator<Map.Entry<ShowId, LiveShow>> all = shows.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<ShowId, LiveShow> show = all.next();
      if (!show.getValue().hasPublisher()) {
        all.remove();
        health.remove(show.getKey());
        stopLater(show.getValue());
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

  /** Whether somebody publishes to it, a rehearsal included. */
  boolean hasPublisher(ShowId show) {
    LiveShow live = shows.get(show);
    Rehearsal rehearsal = rehearsals.get(show);
    return live != null && live.hasPublisher()
        || rehearsal != null && rehearsal.show().hasPublisher();
  }

  /** Adds what staff ask of a show's pictures. */
  public void mountApi(Router router, Endpoints endpoints) {
    new StreamEndpoints(this, timelines, endpoints).mount(router);
  }

  /**
   * Takes every request under {@code /hls/}.
   *
   * @param admits whether a pass opens a show; called on virtual threads
   */
  public Handler<HttpServerRequest> media(BiPredicate<ShowId, String> admits) {
    MediaConfig.Serving serving = config.serving();
    AddressLimits addresses =
        new AddressLimits(
            serving.requestsPerAddress(), serving.waitingPerAddress(), System::nanoTime);
    Gate gate = new Gate(admits, Executors.newVirtualThreadPerTaskExecutor(), System::nanoTime);
    return new HlsRoutes(new Stages(), gate, addresses, meters, config.segments())::serve;
  }

  /** Where the routes find a show: in memory, or what is kept of it. */
  private final class Stages implements HlsRoutes.Stages {
    @Override
    public HlsRoutes.@Nullable Stage now(ShowId show) {
      LiveShow live = shows.get(show);
      if (live != null) {
        return live;
      }
      for (Rehearsal rehearsal : rehearsals.values()) {
        if (rehearsal.name().equals(show)) {
          return rehearsal.show();
        }
      }
      return null;
    }

    @Override
    public CompletableFuture<Optional<HlsRoutes.Stage>> kept(ShowId show) {
      return replays.get(show);
    }
  }

  private Optional<HlsRoutes.Stage> replay(ShowId show) {
    Recordings all = recordings;
    if (all == null) {
      return Optional.empty();
    }
    return all.latest(show)
        .flatMap(
            recording ->
                ReplayStage.of(
                    recording,
                    config,
                    new ShowArchive(config, recording, () -> recording, 0, files, pictures)));
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
    rehearsals.values().forEach(rehearsal -> rehearsal.show().close());
    rehearsals.clear();
    files.close();
    pictures.close();
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
