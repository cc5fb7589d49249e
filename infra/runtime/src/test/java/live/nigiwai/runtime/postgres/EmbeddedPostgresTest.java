package live.nigiwai.runtime.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import live.nigiwai.runtime.lifecycle.StartupProblem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
  /** Making a database takes two seconds, copying one a moment. */
  @TempDir static Path made;

  private Path data;

  @BeforeAll
  static void makeOne() {
    EmbeddedPostgres.start(made).close();
  }

  @BeforeEach
  void makeFolder() throws IOException {
    data = Files.createTempDirectory("nigiwai-embedded");
    Commands.run(List.of("cp", "-a", made.resolve("postgres").toString(), data.toString()), "");
  }

  @AfterEach
  void removeFolder() {
    Commands.deleteFolder(data);
  }

  @Test
  void keepsItsDataAndItsPasswordOverAStop() throws Exception {
    PostgresAddress before;
    try (var postgres = EmbeddedPostgres.start(data)) {
      before = postgres.address();
      execute(before, "CREATE TABLE kept (word text)");
      execute(before, "INSERT INTO kept VALUES ('賑わい')");
    }
    assertThat(data.resolve("postgres/data/postmaster.pid")).doesNotExist();
    try (var postgres = EmbeddedPostgres.start(data)) {
      assertThat(postgres.address().password()).isEqualTo(before.password());
      assertThat(ask(postgres.address(), "SELECT word FROM kept")).isEqualTo("賑わい");
    }
  }

  @Test
  void writesToTheDiskBeforeItSaysYes() throws Exception {
    try (var postgres = EmbeddedPostgres.start(data)) {
      assertThat(ask(postgres.address(), "SHOW fsync")).isEqualTo("on");
      assertThat(ask(postgres.address(), "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(ask(postgres.address(), "SHOW full_page_writes")).isEqualTo("on");
    }
  }

  @Test
  void refusesToRunWhereARoleHasSwitchedDurabilityOff() throws Exception {
    try (var postgres = EmbeddedPostgres.start(data)) {
      execute(postgres.address(), "ALTER ROLE nigiwai SET synchronous_commit = off");
    }
    assertThatThrownBy(() -> EmbeddedPostgres.start(data))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("synchronous_commit is off");
    assertThat(data.resolve("postgres/data/postmaster.pid")).doesNotExist();
  }

  @Test
  void refusesASecondInstanceInOneSentence() {
    try (var first = EmbeddedPostgres.start(data)) {
      assertThatThrownBy(() -> EmbeddedPostgres.start(data))
          .isInstanceOf(StartupProblem.class)
          .hasMessageContaining("Another Nigiwai (process " + ProcessHandle.current().pid() + ")")
          .hasMessageContaining("--data DIR");
      assertThat(first.pid()).isPositive();
    }
  }

  @Test
  void refusesTheFilesOfAnotherVersion() throws Exception {
    Files.writeString(data.resolve("postgres/data/PG_VERSION"), "17\n");
    assertThatThrownBy(() -> EmbeddedPostgres.start(data))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("written by PostgreSQL 17")
        .hasMessageContaining("brings PostgreSQL 18");
  }

  @Test
  void keepsItsSecretsToItself() throws Exception {
    try (var postgres = EmbeddedPostgres.start(data)) {
      assertThat(permissions("postgres")).isEqualTo("rwx------");
      assertThat(permissions("postgres/password")).isEqualTo("rw-------");
      assertThat(permissions("postgres/socket")).isEqualTo("rwx------");
      assertThat(postgres.address().toString()).doesNotContain(postgres.address().password());
      var stranger =
          new PostgresAddress("127.0.0.1", postgres.address().port(), "nigiwai", "nigiwai", "no");
      assertThatThrownBy(() -> ask(stranger, "SELECT 1")).isInstanceOf(SQLException.class);
      var superuser =
          new PostgresAddress("127.0.0.1", postgres.address().port(), "postgres", "postgres", "");
      assertThatThrownBy(() -> ask(superuser, "SELECT 1")).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void isStartedAgainOnTheSamePortWhenItDies() throws Exception {
    var back = new CountDownLatch(1);
    try (var postgres = EmbeddedPostgres.start(data, back::countDown)) {
      execute(postgres.address(), "CREATE TABLE kept AS SELECT 7 AS n");
      long before = postgres.pid();
      ProcessHandle.of(before).orElseThrow().destroyForcibly();
      assertThat(back.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(postgres.pid()).isNotEqualTo(before);
      assertThat(ask(postgres.address(), "SELECT n FROM kept")).isEqualTo("7");
    }
  }

  @Test
  void takesOverFromAServerThatAnEarlierRunLeftBehind() throws Exception {
    PostgresAddress address;
    try (var postgres = EmbeddedPostgres.start(data)) {
      address = postgres.address();
    }
    Process orphan = startOrphan(address.port());
    execute(address, "CREATE TABLE kept AS SELECT 7 AS n");
    try (var postgres = EmbeddedPostgres.start(data)) {
      assertThat(orphan.isAlive()).isFalse();
      assertThat(ask(postgres.address(), "SELECT n FROM kept")).isEqualTo("7");
    }
  }

  private Process startOrphan(int port) throws IOException, InterruptedException {
    Path folder = data.resolve("postgres");
    var binaries = PostgresBinaries.unpacked(PostgresBinaries.cacheOfUser());
    var cluster = new Cluster(folder, binaries, ServerUser.choose());
    Process orphan =
        new ProcessBuilder(cluster.serverCommand(port))
            .redirectErrorStream(true)
            .redirectOutput(cluster.serverLog().toFile())
            .start();
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!PostmasterFile.read(cluster.data()).map(PostmasterFile::ready).orElse(false)) {
      assertThat(orphan.waitFor(20, TimeUnit.MILLISECONDS)).isFalse();
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
    return orphan;
  }

  @Test
  void isNotFooledByALeftOverFileWhoseNumberBelongsToAStranger() throws Exception {
    Files.writeString(
        data.resolve("postgres/data/postmaster.pid"),
        ProcessHandle.current().pid() + "\n/elsewhere\n");
    try (var postgres = EmbeddedPostgres.start(data)) {
      assertThat(ask(postgres.address(), "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void keepsEverythingAcknowledgedWhenWeAreKilled() throws Exception {
    Process us =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledProgram.class.getName(),
                data.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var said = us.inputReader()) {
      String line = said.readLine();
      while (line != null && !line.equals("stored")) {
        line = said.readLine();
      }
      assertThat(line).isEqualTo("stored");
      us.destroyForcibly().waitFor();
    }
    try (var postgres = EmbeddedPostgres.start(data)) {
      assertThat(ask(postgres.address(), "SELECT count(*) FROM kept")).isEqualTo("1");
    }
  }

  /** Stores a row, says so and waits for its end. */
  static final class KilledProgram {
    private KilledProgram() {}

    public static void main(String[] args) throws Exception {
      try (var postgres = EmbeddedPostgres.start(Path.of(args[0]))) {
        execute(postgres.address(), "CREATE TABLE kept AS SELECT 1");
        System.out.println("stored");
        Thread.currentThread().join();
      }
    }
  }

  @Test
  void runsAsNobodyWhereRootMayNotHaveANamespace() throws Exception {
    // Only root needs it; as anybody else the first start is all there is to show.
    var user =
        ServerUser.choose() == ServerUser.OURSELVES ? ServerUser.OURSELVES : ServerUser.NOBODY;
    Commands.deleteFolder(data.resolve("postgres"));
    for (int start = 0; start < 2; start++) {
      try (var postgres = EmbeddedPostgres.start(data, () -> {}, user)) {
        assertThat(ask(postgres.address(), "SELECT 1")).isEqualTo("1");
      }
    }
  }

  @Test
  void saysWhichFolderCannotBeWritten() throws Exception {
    Path inTheWay = Files.writeString(data.resolve("file"), "");
    assertThatThrownBy(() -> EmbeddedPostgres.start(inTheWay))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining(inTheWay + " cannot be written (a file of that name is in the way)");
  }

  private String permissions(String file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(file)));
  }

  private static Connection connect(PostgresAddress address) throws SQLException {
    return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
  }

  private static void execute(PostgresAddress address, String sql) throws SQLException {
    try (var connection = connect(address);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String ask(PostgresAddress address, String sql) throws SQLException {
    try (var connection = connect(address);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return String.valueOf(rows.getString(1));
    }
  }
}
