package live.nigiwai.runtime.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Short programs of the operating system, run to their end within a minute. */
final class Commands {
  private static final int SECONDS_MAX = 60;

  private Commands() {}

  /** Runs quietly; false when the program fails or is not there. */
  static boolean succeeds(List<String> command) {
    try {
      return exitCode(
              new ProcessBuilder(command)
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                  .start())
          == 0;
    } catch (IOException notThere) {
      return false;
    }
  }

  /** What the program prints, errors included. */
  static String output(String... command) throws IOException {
    return run(List.of(command), "");
  }

  /**
   * Runs a program with the given input.
   *
   * @return what it printed, errors included
   * @throws IOException when it fails, with the last line it printed
   */
  static String run(List<String> command, String input) throws IOException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
      stdin.write(input);
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = exitCode(process);
    if (code != 0) {
      throw new IOException(
          "exit " + code + ", " + said.lines().reduce("no word", (before, last) -> last));
    }
    return said;
  }

  static int exitCode(Process process) throws IOException {
    try {
      if (process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
        return process.exitValue();
      }
      process.destroyForcibly();
      throw new IOException("no end after " + SECONDS_MAX + " s");
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  /** Removes a folder with all it holds; a missing one is fine. */
  static void deleteFolder(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
