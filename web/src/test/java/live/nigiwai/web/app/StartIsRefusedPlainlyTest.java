package live.nigiwai.web.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import live.nigiwai.runtime.lifecycle.FolderLock;
import live.nigiwai.runtime.postgres.PostgresAddress;
import live.nigiwai.testkit.PostgresForTests;
import live.nigiwai.web.app.NigiwaiProcess.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator can mend is told in one line: what is wrong, and what to do. */
class StartIsRefusedPlainlyTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private Path folder;

  private static String url(PostgresAddress at) {
    return "postgres://%s:%s@%s:%d/%s"
        .formatted(at.user(), at.password(), at.host(), at.port(), at.database());
  }

  private static NigiwaiProcess launch(Path data, Ports ports, String database) {
    var environment =
        database.isEmpty() ? Map.<String, String>of() : Map.of("NIGIWAI_DATABASE_URL", database);
    return NigiwaiProcess.launch(data, ports, environment);
  }

  private static void requireRefusal(NigiwaiProcess launched, String problem, String fix) {
    try (launched) {
      int code = launched.awaitExit(PATIENCE);
      String output = launched.output();
      assertThat(code).as(output).isEqualTo(1);
      assertThat(output)
          .contains(problem)
          .contains(fix)
          .doesNotContain("Exception")
          .doesNotContain("\tat ");
      assertThat(launched.readyFile()).doesNotExist();
      // Whatever it had begun to tell before: the last line is the refusal.
      assertThat(output.strip().lines().toList().getLast()).contains(problem).contains(fix);
    }
  }

  @Test
  void takenPorts() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      String database = url(PostgresForTests.fresh());
      String problem = "Port " + port + " is already in use.";
      requireRefusal(
          launch(folder.resolve("http"), new Ports(port, 0, 0), database), problem, "--port");
      requireRefusal(
          launch(folder.resolve("ops"), new Ports(0, 0, port), database), problem, "--ops-port");
      requireRefusal(
          launch(folder.resolve("rtmp"), new Ports(0, port, 0), database),
          String.valueOf(port),
          "--rtmp-port");
    }
  }

  @Test
  void folderThatCannotBeWritten() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    requireRefusal(launch(file, Ports.ANY, ""), "cannot be written", "--data DIR");
    requireRefusal(launch(Path.of("/proc/data"), Ports.ANY, ""), "cannot be written", "--data DIR");
  }

  @Test
  void folderThatAnotherServerHas() throws IOException {
    var lock = FolderLock.take(folder);
    try (lock) {
      requireRefusal(
          launch(folder, Ports.ANY, ""),
          "Another Nigiwai (process " + ProcessHandle.current().pid() + ") is already using",
          "Stop it first");
    }
  }

  @Test
  void databaseThatCannotBeUsed() {
    var good = PostgresForTests.fresh();
    var wrongPassword =
        new PostgresAddress(good.host(), good.port(), good.database(), good.user(), "wrong");
    String fix = "NIGIWAI_DATABASE_URL";
    requireRefusal(
        launch(folder.resolve("a"), Ports.ANY, url(wrongPassword)), "refuses the user", fix);
    requireRefusal(
        launch(folder.resolve("b"), Ports.ANY, url(good.withDatabase("nothing_here"))),
        "has no database nothing_here",
        fix);
    requireRefusal(
        launch(folder.resolve("c"), Ports.ANY, "postgres://a:secret@127.0.0.1:1/x"),
        "does not answer",
        fix);
    requireRefusal(
        launch(folder.resolve("d"), Ports.ANY, "nonsense"), "does not start with postgres://", fix);
  }
}
