package live.nigiwai.web.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import live.nigiwai.runtime.json.Json;

/**
 * {@code DATA/ready.json}: there while the program serves, readable by its owner only because the
 * demo's logins stand in it, gone after a clean stop.
 */
public final class ReadyFile implements AutoCloseable {
  private final Path file;

  private ReadyFile(Path file) {
    this.file = file;
  }

  /** Removes what a killed process left behind. */
  public static void clear(Path data) {
    try {
      Files.deleteIfExists(data.resolve("ready.json"));
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  /** Writes the file in one step: whoever sees it sees all of it. */
  public static ReadyFile write(Path data, Map<String, Object> content) {
    var file = data.resolve("ready.json");
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try {
      var fresh = Files.createTempFile(data, "ready", ".json", owner);
      Files.write(fresh, Json.bytes(content));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
    return new ReadyFile(file);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
