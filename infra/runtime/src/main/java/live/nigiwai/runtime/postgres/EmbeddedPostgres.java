package live.nigiwai.runtime.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import live.nigiwai.runtime.lifecycle.DataFolder;
import live.nigiwai.runtime.lifecycle.FolderLock;
import live.nigiwai.runtime.lifecycle.StartupProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL that lives and dies with this process and keeps its data in {@code
 * DATA/postgres}. What it acknowledged is on the disk, also after a kill -9 of it or of us.
 *
 * <p><b>Threading</b>: start and close block, call them from one thread; {@link #address} from any.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final int PORT_ATTEMPTS_MAX = 3;

  private final FolderLock lock;
  private final Postmaster postmaster;
  private final PostgresAddress address;

  private EmbeddedPostgres(FolderLock lock, Postmaster postmaster, PostgresAddress address) {
    this.lock = lock;
    this.postmaster = postmaster;
    this.address = address;
  }

  /** {@link #start(Path, Runnable)} for those who need not know about restarts. */
  public static EmbeddedPostgres start(Path data) {
    return start(data, () -> {});
  }

  /**
   * Starts the server of a data folder, making the database on the first time; takes about two
   * seconds then and half a second later.
   *
   * @param onRestarted called on the server's thread when it had died and accepts connections again
   * @throws StartupProblem when it cannot run here, or another process has the folder
   */
  public static EmbeddedPostgres start(Path data, Runnable onRestarted) {
    return start(data, onRestarted, ServerUser.choose());
  }

  static EmbeddedPostgres start(Path data, Runnable onRestarted, ServerUser user) {
    long began = System.nanoTime();
    Path parent = DataFolder.create(data);
    Path folder = DataFolder.create(parent.resolve("postgres"));
    FolderLock lock = FolderLock.take(folder);
    try {
      var binaries = binaries(parent, folder, user);
      var cluster = new Cluster(folder, binaries, user);
      endOrphan(cluster.data());
      cluster.prepare();
      var started = launch(cluster, onRestarted);
      try {
        requireDurable(started.address);
      } catch (StartupProblem unsafe) {
        started.postmaster.stop();
        throw unsafe;
      }
      log.info(
          "PostgreSQL {} runs on port {} ({} ms)",
          binaries.version(),
          started.address.port(),
          (System.nanoTime() - began) / 1_000_000);
      return new EmbeddedPostgres(lock, started.postmaster, started.address);
    } catch (RuntimeException failed) {
      release(lock);
      throw failed;
    }
  }

  private static PostgresBinaries binaries(Path parent, Path folder, ServerUser user) {
    if (user != ServerUser.NOBODY) {
      return PostgresBinaries.unpacked(PostgresBinaries.cacheOfUser());
    }
    // Nobody cannot look into our home.
    Path own = DataFolder.create(folder.resolve("binaries"));
    user.letPass(parent, folder, own);
    return PostgresBinaries.unpacked(own);
  }

  private record Started(Postmaster postmaster, PostgresAddress address) {}

  private static Started launch(Cluster cluster, Runnable onRestarted) {
    for (int attempt = 1; ; attempt++) {
      int port = freePort();
      try {
        var address =
            new PostgresAddress(
                "127.0.0.1", port, Cluster.DATABASE, Cluster.USER, cluster.password());
        var postmaster =
            Postmaster.start(
                cluster.serverCommand(port), cluster.data(), cluster.serverLog(), onRestarted);
        return new Started(postmaster, address);
      } catch (StartupProblem refused) {
        // Between our look and its own, somebody else may have taken the port.
        boolean taken = refused.sentence().contains("could not create any TCP/IP sockets");
        if (!taken || attempt == PORT_ATTEMPTS_MAX) {
          throw refused;
        }
      } catch (IOException passwordLost) {
        throw new StartupProblem(
            "The password of the embedded database cannot be read: "
                + passwordLost.getMessage()
                + ".",
            "Restore DATA/postgres/password from your backup, or begin anew with --fresh.",
            passwordLost);
      }
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new StartupProblem(
          "There is no free port on the loopback interface.",
          "Close some programs, or set NIGIWAI_DATABASE_URL to your own server.",
          none);
    }
  }

  /** A kill -9 of ours may leave the server running; we hold the lock, so nobody else owns it. */
  private static void endOrphan(Path cluster) {
    var file = PostmasterFile.read(cluster);
    if (file.isEmpty()) {
      return;
    }
    var orphan = file.get().server(cluster);
    if (orphan.isPresent()) {
      log.warn("stopping the PostgreSQL that an earlier run left behind ({})", file.get().pid());
      Postmaster.end(orphan.get());
    } else {
      // Its number may belong to a stranger by now, at which PostgreSQL would refuse to start.
      try {
        Files.deleteIfExists(PostmasterFile.in(cluster));
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  /** Asks the running server, as our own user: a setting may hide in a role or a database. */
  private static void requireDurable(PostgresAddress address) {
    for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
      String value = setting(address, setting);
      if (!value.equals("on")) {
        throw new StartupProblem(
            "The embedded database would lose orders in a crash: " + setting + " is " + value + ".",
            "Remove that setting (ALTER ROLE nigiwai RESET ALL; ALTER DATABASE nigiwai RESET"
                + " ALL).");
      }
    }
  }

  private static String setting(PostgresAddress address, String name) {
    try (var connection =
            DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SHOW " + name)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException refused) {
      throw new StartupProblem(
          "The embedded database does not answer: " + refused.getMessage() + ".",
          "Look into DATA/postgres/server.log, or begin anew with --fresh.",
          refused);
    }
  }

  /** Where it listens; the same for as long as it runs, also after a restart. */
  public PostgresAddress address() {
    return address;
  }

  /** The server's process number; another one after a restart. */
  public long pid() {
    return postmaster.pid();
  }

  /** Stops it within 5 s; the data stays. */
  @Override
  public void close() {
    try {
      postmaster.stop();
    } finally {
      release(lock);
    }
  }

  private static void release(FolderLock lock) {
    try {
      lock.close();
    } catch (IOException failed) {
      log.warn("the lock of the data folder could not be closed", failed);
    }
  }
}
