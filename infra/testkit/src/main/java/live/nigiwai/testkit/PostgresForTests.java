package live.nigiwai.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import live.nigiwai.runtime.postgres.EmbeddedPostgres;
import live.nigiwai.runtime.postgres.Migrations;
import live.nigiwai.runtime.postgres.PostgresAddress;
import org.jspecify.annotations.Nullable;

/**
 * Databases for tests: one server per test run, with the settings of a real one, and a database of
 * its own for whoever asks. Ask once per test class.
 *
 * <pre>{@code
 * private static final PostgresAddress DATABASE = PostgresForTests.migrated("runtime", "shop");
 * }</pre>
 *
 * <p><b>Threading</b>: any thread; one database is made at a time.
 */
public final class PostgresForTests {
  private static @Nullable EmbeddedPostgres server;
  private static final Map<List<String>, String> templates = new HashMap<>();
  private static int made;

  private PostgresForTests() {}

  /** A new database with nothing in it. */
  public static synchronized PostgresAddress fresh() {
    return copyOf("template1");
  }

  /** A new database with the tables of these features, migrated in this order. */
  public static synchronized PostgresAddress migrated(String... features) {
    String template =
        templates.computeIfAbsent(
            List.of(features),
            wanted -> {
              PostgresAddress empty = copyOf("template1");
              Migrations.run(empty, wanted.toArray(String[]::new));
              return empty.database();
            });
    return copyOf(template);
  }

  private static PostgresAddress copyOf(String template) {
    PostgresAddress address = server().address();
    made++;
    String name = "test_" + made;
    try (var connection =
            DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name + " TEMPLATE " + template);
      return address.withDatabase(name);
    } catch (SQLException failed) {
      throw new IllegalStateException("no database for this test", failed);
    }
  }

  /** The server itself, for tests that need to know its process. */
  public static synchronized EmbeddedPostgres server() {
    EmbeddedPostgres running = server;
    if (running != null) {
      return running;
    }
    Path folder = folderOfThisRun();
    EmbeddedPostgres started = EmbeddedPostgres.start(folder);
    server = started;
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("stop-test-postgres")
                .unstarted(
                    () -> {
                      started.close();
                      delete(folder);
                    }));
    return started;
  }

  private static Path folderOfThisRun() {
    Path all = Path.of(System.getProperty("java.io.tmpdir"), "nigiwai-tests");
    try {
      Files.createDirectories(all);
      try (var earlier = Files.list(all)) {
        earlier.filter(PostgresForTests::isAbandoned).forEach(PostgresForTests::delete);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return all.resolve(Long.toString(ProcessHandle.current().pid()));
  }

  /** A run that was killed could not tidy up. */
  private static boolean isAbandoned(Path folder) {
    try {
      long pid = Long.parseLong(folder.getFileName().toString());
      return pid == ProcessHandle.current().pid() || ProcessHandle.of(pid).isEmpty();
    } catch (NumberFormatException notOurs) {
      return false;
    }
  }

  private static void delete(Path folder) {
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException leftForTheNextRun) {
      // temporary files
    }
  }
}
