package live.nigiwai.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a server process holds at one moment, by {@code /proc} and its own {@code /metrics}.
 *
 * @param second of the run
 * @param rss resident memory, MB
 * @param heap used of the Java heap, MB
 * @param committed of the Java heap, MB
 * @param direct buffers outside the heap, MB
 */
record Vitals(
    double second,
    double rss,
    double heap,
    double committed,
    double direct,
    double files,
    double threads) {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final double MEGA = 1 << 20;

  /** What is neither heap nor counted buffers: FFmpeg's frames, code, threads' stacks. */
  double other() {
    return rss - committed - direct;
  }

  static Vitals of(long pid, URI operations, double second)
      throws IOException, InterruptedException {
    String metrics = metrics(operations);
    Path process = Path.of("/proc/" + pid);
    try (var files = Files.list(process.resolve("fd"))) {
      return new Vitals(
          second,
          line(Files.readString(process.resolve("status")), "VmRSS:") / 1024,
          sum(metrics, "jvm_memory_used_bytes{area=\"heap\"") / MEGA,
          sum(metrics, "jvm_memory_committed_bytes{area=\"heap\"") / MEGA,
          sum(metrics, "jvm_buffer_memory_used_bytes{id=\"direct\"") / MEGA,
          files.count(),
          line(Files.readString(process.resolve("status")), "Threads:"));
    }
  }

  private static String metrics(URI operations) throws IOException, InterruptedException {
    return CLIENT
        .send(
            HttpRequest.newBuilder(operations.resolve("/metrics"))
                .timeout(Duration.ofSeconds(10))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** The sum of a counter over all its labels. */
  static double counted(URI operations, String name) throws IOException, InterruptedException {
    return sum(metrics(operations), name);
  }

  private static double line(String status, String name) {
    return status
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }

  private static double sum(String metrics, String prefix) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(prefix))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
