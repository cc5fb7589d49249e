package live.nigiwai.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import live.nigiwai.runtime.postgres.PostgresAddress;

/**
 * The program in a process of its own, so that its processor time is its own. Its data lie in a
 * temporary folder that goes with it.
 */
final class MeasuredServer implements AutoCloseable {
  private static final long START_SECONDS_MAX = 60;
  private static final long STOP_SECONDS_MAX = 8;
  private static final int POSTMASTER_PORT_LINE = 3;

  private final Path data;
  private final List<String> command;
  private final Map<String, String> settings;
  private Process process;

  private MeasuredServer(Path data, List<String> command, Map<String, String> settings)
      throws IOException {
    this.data = data;
    this.command = command;
    this.settings = settings;
    this.process = launch();
    awaitReady();
  }

  /** The demo without its publisher. */
  static MeasuredServer start() throws IOException {
    return demo(List.of(), Map.of());
  }

  /**
   * The demo without its publisher.
   *
   * @param before words before the command, such as {@code taskset}'s
   * @param settings as {@code NIGIWAI_*} variables
   */
  static MeasuredServer demo(List<String> before, Map<String, String> settings) throws IOException {
    return start(
        before,
        "live.nigiwai.web.Main",
        List.of("demo", "--no-publisher", "--ops-port=0"),
        settings);
  }

  /** {@link StreamHouse} with so many shows. */
  static MeasuredServer house(int shows, boolean passthrough) throws IOException {
    var words = new ArrayList<String>(List.of("--shows", String.valueOf(shows)));
    if (passthrough) {
      words.add("--passthrough");
    }
    return start(List.of(), StreamHouse.class.getName(), words, Map.of());
  }

  private static MeasuredServer start(
      List<String> before, String main, List<String> words, Map<String, String> settings)
      throws IOException {
    var data = Files.createTempDirectory("nigiwai-bench");
    var command = new ArrayList<String>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseG1GC",
            "-XX:G1HeapRegionSize=4m",
            "-Xms128m",
            "-Xmx1g",
            "-XX:MaxDirectMemorySize=512m",
            "-XX:+UseCompactObjectHeaders",
            "-cp",
            System.getProperty("java.class.path")));
    command.add(main);
    command.addAll(words);
    command.addAll(List.of("--data", data.toString()));
    command.addAll(List.of("--port", String.valueOf(freePort())));
    command.addAll(List.of("--rtmp-port", String.valueOf(freePort())));
    return new MeasuredServer(data, command, settings);
  }

  /** Chosen here and not by the server, so that it comes back on the same one. */
  static int freePort() throws IOException {
    try (var socket = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Process launch() throws IOException {
    var starting =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    // As ./nigiwai does.
    starting.environment().putIfAbsent("MALLOC_ARENA_MAX", "2");
    starting.environment().putAll(settings);
    return starting.start();
  }

  Path readyFile() {
    return data.resolve("ready.json");
  }

  /** What it tells about itself. */
  JsonNode ready() throws IOException {
    return new ObjectMapper().readTree(readyFile().toFile());
  }

  URI http() throws IOException {
    return URI.create(ready().get("http").asText());
  }

  long pid() {
    return process.pid();
  }

  /** Processor time of its embedded PostgreSQL, with all that have ended meanwhile. */
  long postgresMicros() throws IOException {
    return ProcessCpu.familyMicros(postgresPid());
  }

  /** The embedded PostgreSQL's process; another one after a restart. */
  long postgresPid() throws IOException {
    return Long.parseLong(postmaster().getFirst().strip());
  }

  /** Where its embedded PostgreSQL listens, for yardsticks that write into the same one. */
  PostgresAddress database() throws IOException {
    int port = Integer.parseInt(postmaster().get(POSTMASTER_PORT_LINE).strip());
    String password = Files.readString(data.resolve("postgres").resolve("password")).strip();
    return new PostgresAddress("127.0.0.1", port, "nigiwai", "nigiwai", password);
  }

  private List<String> postmaster() throws IOException {
    try (var all = Files.walk(data, 3)) {
      return Files.readAllLines(
          all.filter(path -> path.endsWith("postmaster.pid")).findFirst().orElseThrow());
    }
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

  /** Ends it as a power cut would and starts it again on the same data and ports. */
  void killAndRestart() throws IOException, InterruptedException {
    process.destroyForcibly().waitFor();
    Files.deleteIfExists(readyFile());
    process = launch();
    awaitReady();
  }

  /** Stops it in the middle of whatever it does, for so long. */
  void freeze(long millis) throws IOException, InterruptedException {
    signal("STOP");
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } finally {
      signal("CONT");
    }
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(pid())).inheritIO().start().waitFor();
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
