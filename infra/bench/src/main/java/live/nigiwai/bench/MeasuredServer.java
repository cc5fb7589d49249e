package live.nigiwai.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The program in a process of its own, so that its processor time is its own: the demo, no
 * publisher.
 */
final class MeasuredServer implements AutoCloseable {
  private static final long START_SECONDS_MAX = 60;
  private static final long STOP_SECONDS_MAX = 8;

  private final Process process;
  private final Path data;

  private MeasuredServer(Process process, Path data) {
    this.process = process;
    this.data = data;
  }

  static MeasuredServer start() throws IOException {
    var data = Files.createTempDirectory("nigiwai-bench");
    var process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-XX:+UseG1GC",
                    "-Xmx1g",
                    "-XX:MaxDirectMemorySize=512m",
                    "-XX:+UseCompactObjectHeaders",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "live.nigiwai.web.Main",
                    "demo",
                    "--no-publisher",
                    "--data",
                    data.toString(),
                    "--port=0",
                    "--rtmp-port=0",
                    "--ops-port=0"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var server = new MeasuredServer(process, data);
    server.awaitReady();
    return server;
  }

  Path readyFile() {
    return data.resolve("ready.json");
  }

  private void awaitReady() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS_MAX);
    while (!Files.exists(readyFile())) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        close();
        throw new IllegalStateException("the server did not start; its reason is above");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      delete();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (IOException left) {
      System.err.println("left behind: " + data + " (" + left.getMessage() + ")");
    }
  }

  private void delete() throws IOException {
    try (var all = Files.walk(data)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
