package live.nigiwai.runtime.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import live.nigiwai.runtime.lifecycle.DataFolder;
import live.nigiwai.runtime.lifecycle.StartupProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one embedded server: the database cluster, its password, its socket and its log, all
 * in {@code DATA/postgres}.
 */
final class Cluster {
  static final String DATABASE = "nigiwai";
  static final String USER = "nigiwai";

  private static final Logger log = LoggerFactory.getLogger(Cluster.class);
  private static final int PASSWORD_BYTES = 24;

  /** Linux allows 107 bytes; the rest is {@code /.s.PGSQL.65535.lock}. */
  private static final int SOCKET_FOLDER_BYTES_MAX = 107 - 20;

  private static final long LOG_BYTES_MAX = 1 << 20;

  /** Nobody else gets in, and nobody at all as superuser. */
  private static final String WHO_MAY_CONNECT =
      """
      # Written by Nigiwai.
      local  all  nigiwai                scram-sha-256
      host   all  nigiwai  127.0.0.1/32  scram-sha-256
      """;

  private final Path folder;
  private final PostgresBinaries binaries;
  private final ServerUser user;

  Cluster(Path folder, PostgresBinaries binaries, ServerUser user) {
    this.folder = folder;
    this.binaries = binaries;
    this.user = user;
  }

  Path data() {
    return folder.resolve("data");
  }

  Path serverLog() {
    return folder.resolve("server.log");
  }

  private Path socketFolder() {
    return folder.resolve("socket");
  }

  String password() throws IOException {
    return Files.readString(folder.resolve("password"), StandardCharsets.US_ASCII).strip();
  }

  /** Makes the cluster where there is none, and refuses one of another version. */
  void prepare() {
    try {
      // A start that was killed half-way leaves this; the finished one has its final name.
      Path fresh = folder.resolve("data.new");
      Commands.deleteFolder(fresh);
      if (!Files.exists(data())) {
        create(fresh);
      }
      requireSameVersion();
      user.own(data());
      Path socket = DataFolder.create(socketFolder());
      user.own(socket);
      user.requireReach(socket);
      rotateLog();
    } catch (IOException failed) {
      throw new StartupProblem(
          "The embedded PostgreSQL could not be set up in "
              + folder
              + ": "
              + failed.getMessage()
              + ".",
          "Free some disk space there, or choose another folder with --data DIR.",
          failed);
    }
  }

  private void create(Path fresh) throws IOException {
    log.info("creating the database in {}", folder);
    String password = newPassword();
    Files.createDirectory(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    user.own(fresh);
    user.requireReach(fresh);
    Commands.run(
        user.command(
            List.of(
                binaries.program("initdb").toString(),
                "--pgdata=" + fresh,
                "--username=postgres",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions",
                // Nobody ever logs in as superuser, who gets no password; see WHO_MAY_CONNECT.
                "--auth=reject")),
        "");
    Files.writeString(fresh.resolve("pg_hba.conf"), WHO_MAY_CONNECT);
    // Single-user mode reads one statement per line; nothing secret reaches a command line.
    Commands.run(
        user.command(
            List.of(
                binaries.program("postgres").toString(),
                "--single",
                "-D",
                fresh.toString(),
                "postgres")),
        "CREATE ROLE nigiwai LOGIN CREATEDB PASSWORD '"
            + password
            + "'\nCREATE DATABASE nigiwai OWNER nigiwai\n");
    Path file = folder.resolve("password");
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, password, StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
    Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
  }

  private static String newPassword() {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  private void requireSameVersion() throws IOException {
    String of = Files.readString(data().resolve("PG_VERSION")).strip();
    if (!of.equals(binaries.major())) {
      throw new StartupProblem(
          "The database in "
              + folder
              + " was written by PostgreSQL "
              + of
              + ", and this Nigiwai brings PostgreSQL "
              + binaries.major()
              + ".",
          "Make a backup with the Nigiwai that wrote it and restore it into a new --data DIR.");
    }
  }

  private void rotateLog() throws IOException {
    if (Files.exists(serverLog()) && Files.size(serverLog()) > LOG_BYTES_MAX) {
      Files.move(serverLog(), folder.resolve("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * The server's command line. What is set here wins over the cluster's own configuration files.
   */
  List<String> serverCommand(int port) {
    boolean fits = socketFolder().toString().length() <= SOCKET_FOLDER_BYTES_MAX;
    var command =
        new ArrayList<>(List.of(binaries.program("postgres").toString(), "-D", data().toString()));
    for (String setting :
        List.of(
            "port=" + port,
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=" + (fits ? socketFolder() : ""),
            "unix_socket_permissions=0700",
            "password_encryption=scram-sha-256",
            // What was acknowledged is on the disk: the promise everything else rests on.
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            // After a crash: one call instead of one for each of a thousand files.
            "recovery_init_sync_method=syncfs",
            // Ours are 36; beside them there is room for the 64 clients of a yardstick.
            "max_connections=120",
            "shared_buffers=128MB",
            "max_wal_size=512MB",
            "jit=off",
            "timezone=UTC",
            "log_timezone=UTC",
            // Refused statements are told to whoever sent them, and a busy show has many.
            "log_min_messages=log",
            "log_checkpoints=off",
            "cluster_name=nigiwai")) {
      command.add("-c");
      command.add(setting);
    }
    return user.server(command);
  }
}
