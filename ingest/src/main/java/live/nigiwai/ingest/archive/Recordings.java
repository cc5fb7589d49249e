package live.nigiwai.ingest.archive;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import live.nigiwai.ingest.media.Sample;
import live.nigiwai.runtime.lifecycle.DataFolder;
import live.nigiwai.show.ShowId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every recording under {@code DATA/recordings}. A show has at most one that is not ended; it goes
 * on across publishes, breaks and restarts.
 *
 * <p><i>Threading</i>: any thread that may block on the disk for a moment. {@code archive-writer}
 * writes; {@code archive-keeper} moves chunks to the storage and deletes what has expired.
 */
public final class Recordings implements AutoCloseable {
  private static final Duration STORAGE_EVERY = Duration.ofSeconds(5);
  private static final Duration RETAIN_EVERY = Duration.ofHours(1);
  private static final int REPLAYS_IN_MEMORY = 32;
  private static final Logger log = LoggerFactory.getLogger(Recordings.class);

  private final ArchiveConfig config;
  private final Shelves shelves;
  private final InstantSource clock;
  private final ArchiveMeters meters;
  private final RecordingWriter writer;
  private final Recording.House house;
  private final @Nullable StorageRounds rounds;
  private final Removal removal;
  private final ScheduledExecutorService keeper;

  /** Not ended, by show. */
  private final Map<ShowId, Recording> current = new ConcurrentHashMap<>();

  /** Ended and lately asked for. */
  private final Cache<Path, Recording> replays =
      Caffeine.newBuilder().maximumSize(REPLAYS_IN_MEMORY).build();

  private Recordings(
      ArchiveConfig config, Path folder, MeterRegistry registry, InstantSource clock) {
    this.config = config;
    this.clock = clock;
    Path root = DataFolder.create(folder);
    shelves = new Shelves(root);
    meters = new ArchiveMeters(registry);
    writer = new RecordingWriter(config.queueBytesMax());
    DiskRoom room = new DiskRoom(root, config.freeBytesMin());
    meters.watch("queue.bytes", writer, RecordingWriter::queuedBytes);
    meters.watch("disk.free.bytes", room, DiskRoom::freeBytes);
    ArchiveStorage storage = Storages.open(config.storage()).orElse(null);
    RemoteChunks remote =
        storage == null ? null : new RemoteChunks(storage, config.storage().cacheBytesMax());
    long chunkTicks = config.chunk().toMillis() * Sample.TICKS_PER_MILLI;
    house = new Recording.House(writer, room, meters, remote, chunkTicks, clock, this::remove);
    rounds =
        storage == null
            ? null
            : new StorageRounds(storage, config.storage().localKeep(), meters, clock);
    removal = new Removal(storage);
    keeper =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("archive-keeper").daemon().factory());
  }

  /**
   * Opens the folder, finds what a crash left unfinished, and starts keeping house.
   *
   * @throws live.nigiwai.runtime.lifecycle.StartupProblem if the folder cannot be written
   */
  public static Recordings open(ArchiveConfig config, Path folder, MeterRegistry meters) {
    Recordings recordings = new Recordings(config, folder, meters, InstantSource.system());
    recordings.start();
    return recordings;
  }

  /** As {@link #open}, with a clock, and without a keeper: the test keeps house itself. */
  static Recordings open(
      ArchiveConfig config, Path folder, MeterRegistry meters, InstantSource clock) {
    Recordings recordings = new Recordings(config, folder, meters, clock);
    recordings.find();
    return recordings;
  }

  private void start() {
    find();
    keeper.scheduleWithFixedDelay(
        () -> calmly(this::keepHouse),
        STORAGE_EVERY.toMillis(),
        STORAGE_EVERY.toMillis(),
        TimeUnit.MILLISECONDS);
    keeper.scheduleWithFixedDelay(
        () -> calmly(() -> retain(clock.instant())),
        RETAIN_EVERY.toMillis(),
        RETAIN_EVERY.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /** Whatever happens, the keeper comes again. */
  private static void calmly(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException fault) {
      log.error("Keeping house among the recordings failed", fault);
    }
  }

  private void find() {
    for (ShowId show : shelves.shows()) {
      List<Path> folders = shelves.recordings(show);
      for (Path folder : folders) {
        find(show, folder, folder.equals(folders.getFirst()));
      }
    }
  }

  /** Only the newest can be current; an older one without an end is a rest of trouble. */
  private void find(ShowId show, Path folder, boolean newest) {
    boolean unfinished = Shelves.ended(folder).isEmpty();
    boolean waits = rounds != null && !Files.exists(folder.resolve(RecordingFiles.ARCHIVED));
    Recording recording = unfinished || waits ? load(show, folder).orElse(null) : null;
    if (recording == null) {
      return;
    }
    if (!recording.hasEnded()) {
      if (newest) {
        current.put(show, recording);
      } else {
        recording.end();
      }
    }
    if (waits && rounds != null) {
      rounds.follow(recording);
    }
  }

  private Optional<Recording> load(ShowId show, Path folder) {
    try {
      Recording recording = new Recording(show, folder, Recovery.read(folder), house);
      recording.tend();
      return Optional.of(recording);
    } catch (IOException unreadable) {
      log.error("The recording {} cannot be read: {}", folder, unreadable.toString());
      return Optional.empty();
    }
  }

  /** The show's recording that has not ended, if there is one. */
  public Optional<Recording> resume(ShowId show) {
    return Optional.ofNullable(current.get(show)).filter(recording -> !recording.hasEnded());
  }

  /** The show's recording that has not ended, or a new one. */
  public synchronized Recording start(ShowId show) {
    Optional<Recording> running = resume(show);
    if (running.isPresent()) {
      return running.get();
    }
    Recording recording = Recording.begin(show, shelves.next(show, clock.millis()), house);
    current.put(show, recording);
    if (rounds != null) {
      rounds.follow(recording);
    }
    return recording;
  }

  /** Shows whose recording neither ended nor expired: what a crash, or a stop, interrupted. */
  public List<ShowId> unfinished() {
    return current.entrySet().stream()
        .filter(entry -> !entry.getValue().hasEnded())
        .map(Map.Entry::getKey)
        .sorted(Comparator.comparing(ShowId::value))
        .toList();
  }

  /** The show's newest recording, ended or not. */
  public Optional<Recording> latest(ShowId show) {
    Recording newest = current.get(show);
    if (newest != null) {
      return Optional.of(newest);
    }
    List<Path> folders = shelves.recordings(show);
    if (folders.isEmpty()) {
      return Optional.empty();
    }
    return Optional.ofNullable(
        replays.get(
            folders.getFirst(), path -> followed(path).or(() -> load(show, path)).orElse(null)));
  }

  private Optional<Recording> followed(Path folder) {
    return rounds == null ? Optional.empty() : rounds.followed(folder);
  }

  public ArchiveConfig config() {
    return config;
  }

  /** Deletes recordings whose time is over, and says how many. Runs by itself once an hour. */
  public int retain(Instant now) {
    long before = now.minus(config.keep()).toEpochMilli();
    int expired = 0;
    for (ShowId show : shelves.shows()) {
      for (Path folder : shelves.recordings(show)) {
        if (over(folder) <= before) {
          Recording loaded = loaded(show, folder);
          if (loaded != null) {
            loaded.delete();
          } else {
            removal.begin(folder);
          }
          replays.invalidate(folder);
          meters.expired();
          expired++;
        } else if (rounds != null) {
          rounds.dropArchived(folder);
        }
      }
      shelves.deleted(show).forEach(removal::finish);
    }
    if (expired > 0) {
      log.info(
          "{} recordings were older than {} days and are deleted", expired, config.keep().toDays());
    }
    return expired;
  }

  /** When a recording's time began to run: at its end, or when the last was heard of it. */
  private long over(Path folder) {
    return Shelves.ended(folder).orElseGet(() -> Shelves.touched(folder));
  }

  private @Nullable Recording loaded(ShowId show, Path folder) {
    Recording running = current.get(show);
    if (running != null && running.folder().equals(folder)) {
      return running;
    }
    return followed(folder).orElseGet(() -> replays.getIfPresent(folder));
  }

  void keepHouse() {
    current.values().forEach(Recording::tend);
    current.values().removeIf(recording -> recording.settled());
    if (rounds != null) {
      rounds.round();
    }
  }

  private void remove(Recording recording) {
    current.remove(recording.show(), recording);
    replays.invalidate(recording.folder());
    if (rounds != null) {
      rounds.forget(recording);
    }
    removal.begin(recording.folder());
  }

  /** Writes what waits, within a few seconds. */
  @Override
  public void close() {
    keeper.shutdownNow();
    writer.close();
    if (writer.isDone()) {
      current.values().forEach(Recording::close);
    }
    if (rounds != null) {
      rounds.close();
    }
  }
}
