package live.nigiwai.ingest.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that only grows, and only by whole pieces: what a failed write left behind is written over
 * by the next. Nothing is synced; what was written survives this process, not the machine.
 *
 * <p><i>Threading</i>: one thread.
 */
final class AppendFile {
  private final Path path;
  private @Nullable FileChannel channel;
  private long end;

  /** Goes on at {@code end}; the file is opened, and made, by the first piece. */
  AppendFile(Path path, long end) {
    this.path = path;
    this.end = end;
  }

  Path path() {
    return path;
  }

  /** Where the next piece will be. */
  long end() {
    return end;
  }

  /** Writes all of it and returns where it is; after an exception nothing has changed. */
  long append(byte[] piece) throws IOException {
    FileChannel out = channel;
    try {
      if (out == null) {
        out = open(path);
        channel = out;
      }
      ByteBuffer bytes = ByteBuffer.wrap(piece);
      while (bytes.hasRemaining()) {
        out.write(bytes, end + bytes.position());
      }
    } catch (IOException failed) {
      giveBack();
      throw failed;
    }
    long start = end;
    end += piece.length;
    return start;
  }

  /** A full disk gets back what the failed write took; a broken one is opened anew next time. */
  private void giveBack() {
    FileChannel out = channel;
    channel = null;
    if (out != null) {
      try (out) {
        out.truncate(end);
      } catch (IOException alsoBroken) {
        // What lies behind the end does not count.
      }
    }
  }

  void close() {
    FileChannel out = channel;
    channel = null;
    if (out != null) {
      try {
        out.close();
      } catch (IOException nothingBuffered) {
        // Every write has already been handed over.
      }
    }
  }

  static FileChannel open(Path path) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      Atomically.folder(folder);
    }
    return FileChannel.open(
        path,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }
}
