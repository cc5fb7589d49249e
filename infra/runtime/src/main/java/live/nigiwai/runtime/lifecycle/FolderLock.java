package live.nigiwai.runtime.lifecycle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The right to use a folder, held by one process at a time. The operating system gives it back when
 * the process dies, however it dies, so a crash leaves nothing to clean up.
 *
 * <p><b>Threading</b>: take and close it from any one thread.
 */
public final class FolderLock implements AutoCloseable {
  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock of an existing folder.
   *
   * @throws StartupProblem when another process has it, or the folder cannot be written
   */
  public static FolderLock take(Path folder) {
    Path file = folder.resolve("lock");
    FileChannel channel;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (IOException refused) {
      throw DataFolder.notWritable(folder, refused);
    }
    if (tryLock(channel) == null) {
      String holder = holder(file);
      closeQuietly(channel);
      throw new StartupProblem(
          "Another Nigiwai" + holder + " is already using " + folder + ".",
          "Stop it first, or give this one a folder of its own with --data DIR.");
    }
    try {
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException refused) {
      closeQuietly(channel);
      throw DataFolder.notWritable(folder, refused);
    }
    return new FolderLock(channel);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    } catch (IOException refused) {
      closeQuietly(channel);
      throw new StartupProblem(
          "The file system refuses a lock: " + refused.getMessage() + ".",
          "Put the data folder on a local disk with --data DIR.",
          refused);
    }
  }

  private static String holder(Path file) {
    try {
      String pid = Files.readString(file, StandardCharsets.US_ASCII).strip();
      return pid.isEmpty() ? "" : " (process " + pid + ")";
    } catch (IOException unreadable) {
      return "";
    }
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException nothingWasWritten) {
      // the lock was not taken, so there is nothing to lose
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
