package live.nigiwai.ingest.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/** Whole files and folders at once: they are there or they are not. Only their owner sees them. */
final class Atomically {
  private Atomically() {}

  static void write(Path file, byte[] bytes) throws IOException {
    Path made = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (FileChannel out = AppendFile.open(made)) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
          out.write(rest, rest.position());
        }
        out.truncate(bytes.length);
      }
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      Files.deleteIfExists(made);
      throw failed;
    }
  }

  static Path folder(Path folder) throws IOException {
    return Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /** Deletes a folder and what is in it. */
  static void delete(Path folder) throws IOException {
    try (Stream<Path> inside = Files.walk(folder)) {
      inside
          .sorted(Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.deleteIfExists(path);
                } catch (IOException refused) {
                  throw new UncheckedIOException(refused);
                }
              });
    } catch (UncheckedIOException refused) {
      throw refused.getCause();
    }
  }
}
