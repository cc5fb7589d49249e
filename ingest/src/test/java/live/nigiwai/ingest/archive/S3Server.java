package live.nigiwai.ingest.archive;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import live.nigiwai.runtime.config.Secret;
import live.nigiwai.testkit.Eventually;
import org.jspecify.annotations.Nullable;

/** Adobe's S3Mock in a process of its own: a server that speaks S3 over HTTP. */
final class S3Server implements AutoCloseable {
  static final String BUCKET = "recordings";

  /** Put there by the build (ingest/pom.xml). */
  private static final Path JAR = Path.of("target", "s3mock", "s3mock.jar");

  private final Path folder;
  private final int port;
  private @Nullable Process process;

  S3Server(Path folder) {
    this.folder = folder;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Starts it, again with what it had, and waits until it answers. */
  S3Server start() {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx192m",
            "-XX:TieredStopAtLevel=1",
            "-jar",
            JAR.toAbsolutePath().toString(),
            "--server.port=0",
            "--http.port=" + port);
    builder.environment().put("COM_ADOBE_TESTING_S3MOCK_STORE_INITIAL_BUCKETS", BUCKET);
    builder.environment().put("COM_ADOBE_TESTING_S3MOCK_STORE_ROOT", folder.toString());
    builder.environment().put("COM_ADOBE_TESTING_S3MOCK_STORE_RETAIN_FILES_ON_EXIT", "true");
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("server.log").toFile());
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    try (ArchiveStorage storage = new S3Storage(config())) {
      Eventually.holds(Duration.ofSeconds(90), () -> storage.list("ready/"));
    }
    return this;
  }

  ArchiveConfig.S3 config() {
    return new ArchiveConfig.S3(
        Optional.of(URI.create("http://127.0.0.1:" + port)),
        "ap-northeast-1",
        BUCKET,
        "nigiwai/",
        true,
        new Secret("key"),
        new Secret("hush"),
        Duration.ofSeconds(5));
  }

  /** As an outage: at once, without a word. */
  void kill() {
    Process running = process;
    process = null;
    if (running != null) {
      running.destroyForcibly();
      try {
        running.waitFor(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    kill();
  }
}
