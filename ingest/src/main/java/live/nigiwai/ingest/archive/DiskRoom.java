package live.nigiwai.ingest.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether the disk has room to record. Stopping and starting again have different thresholds, so
 * that a disk at the edge does not make a recording of single segments.
 *
 * <p><i>Threading</i>: one thread asks; anyone may read the last figure.
 */
final class DiskRoom {
  /** Even without a floor, starting again needs room for a while. */
  private static final long START_BYTES_MIN = 8 << 20;

  private static final long ASKED_EVERY_NANOS = 500_000_000;

  private final Path folder;
  private final long freeBytesMin;
  private long askedAt;
  private volatile long free = Long.MAX_VALUE;

  DiskRoom(Path folder, long freeBytesMin) {
    this.folder = folder;
    this.freeBytesMin = freeBytesMin;
    askedAt = System.nanoTime() - ASKED_EVERY_NANOS;
  }

  boolean allows(boolean stopped) {
    long now = System.nanoTime();
    if (now - askedAt >= ASKED_EVERY_NANOS) {
      askedAt = now;
      try {
        free = Files.getFileStore(folder).getUsableSpace();
      } catch (IOException unknown) {
        free = 0;
      }
    }
    return free >= (stopped ? Math.max(2 * freeBytesMin, START_BYTES_MIN) : freeBytesMin);
  }

  long freeBytes() {
    return free;
  }
}
