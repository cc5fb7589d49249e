package live.nigiwai.ingest.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes recordings here and in the storage. A folder is renamed first, so that nothing half
 * deleted is ever read, and goes only when the storage has let go of its copies.
 *
 * <p><i>Threading</i>: any thread that may block.
 */
final class Removal {
  private static final String ENDING = ".deleted";
  private static final Logger log = LoggerFactory.getLogger(Removal.class);

  private final @Nullable ArchiveStorage storage;

  Removal(@Nullable ArchiveStorage storage) {
    this.storage = storage;
  }

  /** Takes the recording out of sight and deletes what can be deleted now. */
  void begin(Path folder) {
    Path hidden = folder.resolveSibling(folder.getFileName() + ENDING);
    try {
      if (Files.exists(folder)) {
        Files.move(folder, hidden, StandardCopyOption.ATOMIC_MOVE);
        finish(hidden);
      }
    } catch (IOException later) {
      log.warn("The recording {} is deleted later: {}", folder, later.toString());
    }
  }

  /** Deletes what is left of a recording that was taken out of sight. */
  void finish(Path hidden) {
    String name = hidden.getFileName().toString();
    String id = name.substring(0, name.length() - ENDING.length());
    try {
      if (storage != null) {
        Path show = Objects.requireNonNull(hidden.getParent()).getFileName();
        storage.delete(show + "/" + id + "/");
      }
      Atomically.delete(hidden);
    } catch (IOException later) {
      log.warn("What is left of {} is deleted later: {}", hidden, later.toString());
    }
  }
}
