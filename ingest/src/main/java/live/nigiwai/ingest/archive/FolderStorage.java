package live.nigiwai.ingest.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The storage in another folder: a larger disk, or one that several machines share. */
final class FolderStorage implements ArchiveStorage {
  private static final String PART = ".part";

  private final Path root;

  FolderStorage(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  @Override
  public void store(String key, Path file) throws IOException {
    Path target = at(key);
    Atomically.folder(Objects.requireNonNull(target.getParent()));
    Path made = target.resolveSibling(target.getFileName() + PART);
    try {
      try (FileChannel in = FileChannel.open(file);
          FileChannel out = AppendFile.open(made)) {
        long size = in.size();
        long done = 0;
        while (done < size) {
          done += in.transferTo(done, size - done, out);
        }
        out.truncate(size);
        // The copy here may be deleted on the strength of this one.
        out.force(true);
      }
      Files.move(made, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      Files.deleteIfExists(made);
      throw failed;
    }
  }

  @Override
  public byte[] read(String key, long offset, int length) throws IOException {
    try (FileChannel in = FileChannel.open(at(key), StandardOpenOption.READ)) {
      return Piece.Local.read(in, offset, length);
    }
  }

  @Override
  public List<String> list(String prefix) throws IOException {
    Path folder = at(prefix);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.walk(folder)) {
      return inside
          .filter(Files::isRegularFile)
          .map(path -> root.relativize(path).toString())
          .filter(name -> !name.endsWith(PART))
          .sorted()
          .toList();
    }
  }

  @Override
  public void delete(String prefix) throws IOException {
    Path folder = at(prefix);
    if (Files.isDirectory(folder)) {
      Atomically.delete(folder);
    }
  }

  private Path at(String key) {
    Path path = root.resolve(key).normalize();
    if (!path.startsWith(root) || path.equals(root)) {
      throw new IllegalArgumentException("a key outside the storage: " + key);
    }
    return path;
  }

  @Override
  public void close() {}
}
