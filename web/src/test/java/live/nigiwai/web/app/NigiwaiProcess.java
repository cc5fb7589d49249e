package live.nigiwai.web.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import live.nigiwai.runtime.json.Json;
import live.nigiwai.testkit.Eventually;

/**
 * The whole program as an operator runs it: a process of its own, started from this test's class
 * path, with a demo show that waits for an encoder.
 *
 * <p><b>Threading</b>: one test at a time.
 */
final class NigiwaiProcess implements AutoCloseable {
  /** Generous: the machine may be busy with other things. */
  private static final Duration READY_WITHIN = Duration.ofSeconds(120);

  private static final List<String> MACHINE =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Djava.awt.headless=true",
          "-Dstdout.encoding=UTF-8",
          "-Dstderr.encoding=UTF-8",
          "-Xmx512m",
          "-XX:+UseG1GC",
          "-XX:TieredStopAtLevel=1",
          "-XX:NativeMemoryTracking=summary");

  private final Process process;
  private final Path data;
  private final Path output;

  private NigiwaiProcess(Process process, Path data, Path output) {
    this.process = process;
    this.data = data;
    this.output = output;
  }

  /** Where the program listens; 0 lets it choose. */
  record Ports(int http, int rtmp, int ops) {
    static final Ports ANY = new Ports(0, 0, 0);

    private List<String> options() {
      return List.of("--port", "" + http, "--rtmp-port", "" + rtmp, "--ops-port", "" + ops);
    }
  }

  /** Starts it and returns once it serves. */
  static NigiwaiProcess serve(Path data, Ports ports) {
    return serve(data, ports, Map.of());
  }

  static NigiwaiProcess serve(Path data, Ports ports, Map<String, String> environment) {
    var started = launch(data, ports, environment);
    try {
      Eventually.holds(
          READY_WITHIN,
          () -> {
            if (!started.process.isAlive()) {
              throw new AssertionError("ended with " + started.process.exitValue());
            }
            if (started.ready().path("pid").asLong() != started.pid()) {
              throw new AssertionError("not ready");
            }
          });
      return started;
    } catch (AssertionError notReady) {
      started.close();
      throw new AssertionError(started.output(), notReady);
    }
  }

  /** Starts it and does not wait. */
  static NigiwaiProcess launch(Path data, Ports ports, Map<String, String> environment) {
    var command = new ArrayList<String>();
    command.add(javaProgram("java").toString());
    command.addAll(MACHINE);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("live.nigiwai.web.Main", "demo", "--no-publisher"));
    command.addAll(List.of("--data", data.toString()));
    command.addAll(ports.options());
    try {
      Path output = Files.createTempFile("nigiwai", ".log");
      var builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("NIGIWAI_"));
      // Every comment is looked for in the log: none may be left out as more than can be read.
      builder.environment().put("NIGIWAI_RELAY_ROOM_SHOWN_PER_SECOND", "0");
      builder.environment().putAll(environment);
      return new NigiwaiProcess(builder.start(), data, output);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Path javaProgram(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name);
  }

  /** What {@code ready.json} says. */
  JsonNode ready() throws IOException {
    return Json.mapper().readTree(Files.readString(readyFile()));
  }

  Path readyFile() {
    return data.resolve("ready.json");
  }

  private URI address(String name) {
    try {
      return URI.create(ready().path(name).asText());
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  URI http() {
    return address("http");
  }

  URI ops() {
    return address("ops");
  }

  /** The same ports again, for whoever comes after. */
  Ports ports() {
    return new Ports(http().getPort(), address("rtmp").getPort(), ops().getPort());
  }

  String publishingUrl() throws IOException {
    return ready().path("rtmp").asText() + "/" + ready().path("streamKey").asText();
  }

  long pid() {
    return process.pid();
  }

  /** The embedded database's own process. */
  ProcessHandle postgres() throws IOException {
    var file = data.resolve("postgres").resolve("data").resolve("postmaster.pid");
    long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
    return ProcessHandle.of(pid).orElseThrow();
  }

  /** Itself and everything it started. */
  List<ProcessHandle> family() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
  }

  boolean alive() {
    return process.isAlive();
  }

  /** As {@code kill -9} does. */
  void kill() {
    process.destroyForcibly();
    awaitExit(Duration.ofSeconds(10));
  }

  /** As Ctrl-C or {@code systemctl stop} does. */
  void terminate() {
    process.destroy();
  }

  /** The exit code. */
  int awaitExit(Duration within) {
    try {
      if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("still runs after " + within + "\n" + output());
      }
      return process.exitValue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** Everything it printed. */
  String output() {
    try {
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Asks the Java machine, as {@code jcmd} does. */
  String jcmd(String... question) {
    var command = new ArrayList<String>(List.of(javaProgram("jcmd").toString(), "" + pid()));
    command.addAll(List.of(question));
    try {
      var asked = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (var answer = asked.inputReader(StandardCharsets.UTF_8)) {
        return answer.readAllAsString();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  int openFiles() {
    try (var files = Files.list(Path.of("/proc", "" + pid(), "fd"))) {
      return (int) files.count();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Ends it in order where it still runs, so that its database ends with it. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      Files.deleteIfExists(output);
    } catch (IOException temporary) {
      // a log in the folder for temporary files
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
