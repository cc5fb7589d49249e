package live.nigiwai.ingest.archive;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies closed chunks to the storage, in rounds, and deletes them here when their time is over. A
 * failure ends the round; the next one waits longer each time. Nothing else notices.
 *
 * <p><i>Threading</i>: rounds run on one thread; the rest may be called from any.
 */
final class StorageRounds implements AutoCloseable {
  private static final Duration WAIT_MIN = Duration.ofSeconds(5);
  private static final Duration WAIT_MAX = Duration.ofMinutes(5);
  private static final Logger log = LoggerFactory.getLogger(StorageRounds.class);

  private final ArchiveStorage storage;
  private final Duration localKeep;
  private final ArchiveMeters meters;
  private final InstantSource clock;
  private final Map<Path, Recording> followed = new ConcurrentHashMap<>();
  private Duration wait = Duration.ZERO;
  private long notBefore;

  StorageRounds(
      ArchiveStorage storage, Duration localKeep, ArchiveMeters meters, InstantSource clock) {
    this.storage = storage;
    this.localKeep = localKeep;
    this.meters = meters;
    this.clock = clock;
    meters.watch("storage.waiting", this, rounds -> rounds.waiting());
  }

  void follow(Recording recording) {
    followed.put(recording.folder(), recording);
  }

  void forget(Recording recording) {
    followed.remove(recording.folder());
  }

  Optional<Recording> followed(Path folder) {
    return Optional.ofNullable(followed.get(folder));
  }

  private long waiting() {
    return followed.values().stream()
        .flatMap(recording -> recording.ledger().chunks().stream())
        .filter(chunk -> chunk.closed() && !chunk.stored())
        .count();
  }

  /** Copies what waits. */
  void round() {
    if (clock.millis() < notBefore) {
      return;
    }
    List<Recording> recordings = new ArrayList<>(followed.values());
    try {
      for (Recording recording : recordings) {
        store(recording);
        dropStored(recording);
        recording.storageAway(false);
      }
      wait = Duration.ZERO;
    } catch (IOException away) {
      meters.storageFailed();
      recordings.forEach(recording -> recording.storageAway(true));
      wait = wait.isZero() ? WAIT_MIN : wait.multipliedBy(2);
      wait = wait.compareTo(WAIT_MAX) > 0 ? WAIT_MAX : wait;
      notBefore = clock.millis() + wait.toMillis();
      log.warn(
          "Copies of recordings wait: the storage cannot be reached ({}); next try in {} s",
          away.toString(),
          wait.toSeconds());
    }
  }

  private void store(Recording recording) throws IOException {
    boolean complete = recording.settled();
    for (Chunk chunk : recording.ledger().chunks()) {
      if (chunk.closed() && !chunk.stored()) {
        Path file = recording.folder().resolve(chunk.file());
        if (Files.exists(file)) {
          storage.store(recording.key(chunk.file()), file);
          recording.note(new IndexLine.Stored(chunk.rung(), chunk.number()));
          meters.stored();
        } else {
          log.error("The chunk {} has disappeared", file);
        }
      }
    }
    if (complete && !Files.exists(recording.folder().resolve(RecordingFiles.ARCHIVED))) {
      storeRest(recording);
    }
  }

  /** What belongs to an ended recording besides its chunks, the index last. */
  private void storeRest(Recording recording) throws IOException {
    List<String> rest = new ArrayList<>();
    recording.rungs().forEach(rung -> rest.add(RecordingFiles.heads(rung)));
    rest.add(RecordingFiles.PICTURES);
    rest.add(RecordingFiles.POSTER);
    rest.add(RecordingFiles.INDEX);
    for (String name : rest) {
      Path file = recording.folder().resolve(name);
      if (Files.exists(file)) {
        storage.store(recording.key(name), file);
      }
    }
    Atomically.write(recording.folder().resolve(RecordingFiles.ARCHIVED), new byte[0]);
  }

  /** Deletes here, in its time, what is also there. */
  private void dropStored(Recording recording) throws IOException {
    for (Chunk chunk : recording.ledger().chunks()) {
      if (chunk.stored()) {
        dropIfOld(recording.folder().resolve(chunk.file()));
      }
    }
    if (Files.exists(recording.folder().resolve(RecordingFiles.ARCHIVED))) {
      forget(recording);
    }
  }

  /** The same for a recording that no round looks at any more. */
  void dropArchived(Path folder) {
    if (!Files.exists(folder.resolve(RecordingFiles.ARCHIVED))) {
      return;
    }
    try (DirectoryStream<Path> chunks = Files.newDirectoryStream(folder, "*.media")) {
      for (Path chunk : chunks) {
        dropIfOld(chunk);
      }
    } catch (IOException later) {
      log.warn("Copies in {} are deleted later: {}", folder, later.toString());
    }
  }

  private void dropIfOld(Path file) throws IOException {
    long before = clock.millis() - localKeep.toMillis();
    if (Files.exists(file) && Files.getLastModifiedTime(file).toMillis() <= before) {
      Files.delete(file);
    }
  }

  @Override
  public void close() {
    storage.close();
  }
}
