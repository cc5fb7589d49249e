package live.nigiwai.ingest.archive;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads chunks back from the storage they were moved to. However many viewers ask for the same
 * segment at once, the storage is asked once.
 *
 * <p><i>Threading</i>: any thread that may block.
 */
final class RemoteChunks {
  private record Range(String key, long offset, int length) {}

  private final ArchiveStorage storage;
  private final Cache<Range, byte[]> lately;

  RemoteChunks(ArchiveStorage storage, long cacheBytesMax) {
    this.storage = storage;
    this.lately =
        Caffeine.newBuilder()
            .maximumWeight(cacheBytesMax)
            .<Range, byte[]>weigher((range, bytes) -> bytes.length + 128)
            .build();
  }

  /** The bytes are shared: not to be changed. */
  byte[] read(String key, long offset, int length) throws IOException {
    try {
      return lately.get(new Range(key, offset, length), this::load);
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    }
  }

  private byte[] load(Range range) {
    try {
      return storage.read(range.key, range.offset, range.length);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
