package live.nigiwai.runtime.lifecycle;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The folder in which a running program keeps everything that must survive it. One program at a
 * time has it, and only its owner can look inside.
 */
public final class DataFolder implements AutoCloseable {
  private final Path path;
  private final FolderLock lock;

  private DataFolder(Path path, FolderLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes the folder where it is missing and takes it.
   *
   * @throws StartupProblem when it cannot be written or another program has it
   */
  public static DataFolder open(Path folder) {
    Path path = create(folder);
    return new DataFolder(path, FolderLock.take(path));
  }

  /**
   * Makes a folder that only its owner can read, with its parents; an existing one stays as it is.
   *
   * @return the absolute path
   * @throws StartupProblem when it cannot be made or written
   */
  public static Path create(Path folder) {
    Path path = folder.toAbsolutePath().normalize();
    try {
      if (!Files.isDirectory(path)) {
        Files.createDirectories(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      // Asking by doing: access bits do not tell about read-only file systems.
      Files.delete(Files.createTempFile(path, "writable", null));
    } catch (IOException refused) {
      throw notWritable(path, refused);
    }
    return path;
  }

  static StartupProblem notWritable(Path folder, IOException refused) {
    String why =
        switch (refused) {
          case AccessDeniedException denied -> "permission denied";
          case FileAlreadyExistsException inTheWay -> "a file of that name is in the way";
          default -> refused.getMessage();
        };
    return new StartupProblem(
        "The data folder " + folder + " cannot be written (" + why + ").",
        "Make it writable for this user, or choose another with --data DIR.",
        refused);
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
