package live.nigiwai.ingest.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where finished files of recordings are kept besides this machine's data folder. Keys look like
 * {@code show/recording/file}. Every method blocks and may fail; what was stored under a key is
 * there as a whole or not at all.
 */
interface ArchiveStorage extends AutoCloseable {
  /** Stores the file under the key; what was there is replaced. */
  void store(String key, Path file) throws IOException;

  /**
   * Reads a range.
   *
   * @throws java.nio.file.NoSuchFileException if there is nothing under the key
   */
  byte[] read(String key, long offset, int length) throws IOException;

  /** Every key that begins with the prefix, which ends in a slash, in order. */
  List<String> list(String prefix) throws IOException;

  /** Deletes every key that begins with the prefix, which ends in a slash. */
  void delete(String prefix) throws IOException;

  @Override
  void close();
}
