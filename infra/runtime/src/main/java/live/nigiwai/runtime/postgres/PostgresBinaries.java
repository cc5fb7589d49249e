package live.nigiwai.runtime.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import live.nigiwai.runtime.lifecycle.DataFolder;
import live.nigiwai.runtime.lifecycle.StartupProblem;
import org.tukaani.xz.XZInputStream;

/**
 * The server's programs, unpacked once per version into a cache that all data folders share.
 *
 * @param home holds {@code bin}, {@code lib} and {@code share}
 * @param version such as {@code 18.6}
 */
record PostgresBinaries(Path home, String version) {
  private static final String RESOURCE = "postgres-linux-x86_64.txz";

  Path program(String name) {
    return home.resolve("bin").resolve(name);
  }

  /** The part of the version that decides whether a data folder fits. */
  String major() {
    int dot = version.indexOf('.');
    return dot < 0 ? version : version.substring(0, dot);
  }

  /**
   * Unpacks on first use. Several processes may do so at once; the first to finish wins.
   *
   * @throws StartupProblem when there are no binaries for this machine, or no room for them
   */
  static PostgresBinaries unpacked(Path cache) {
    URL archive = archive();
    try {
      Path home = cache.resolve("postgres-" + fingerprint(archive));
      if (!Files.isExecutable(home.resolve("bin/postgres"))) {
        unpack(archive, DataFolder.create(cache), home);
      }
      return new PostgresBinaries(home, versionOf(home));
    } catch (IOException failed) {
      throw new StartupProblem(
          "The embedded PostgreSQL could not be unpacked into "
              + cache
              + ": "
              + failed.getMessage()
              + ".",
          "Free some room there (about 80 MB), or set NIGIWAI_DATABASE_URL to your own server.",
          failed);
    }
  }

  /** {@code $XDG_CACHE_HOME/nigiwai}, or {@code ~/.cache/nigiwai}. */
  static Path cacheOfUser() {
    String cache = System.getenv("XDG_CACHE_HOME");
    return cache == null || cache.isBlank()
        ? Path.of(System.getProperty("user.home"), ".cache", "nigiwai")
        : Path.of(cache, "nigiwai");
  }

  private static URL archive() {
    boolean fits =
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64");
    URL archive = fits ? PostgresBinaries.class.getClassLoader().getResource(RESOURCE) : null;
    if (archive == null) {
      throw new StartupProblem(
          "There is no embedded PostgreSQL for this machine ("
              + System.getProperty("os.name")
              + ", "
              + System.getProperty("os.arch")
              + ").",
          "Set NIGIWAI_DATABASE_URL to a PostgreSQL 15 or newer.");
    }
    return archive;
  }

  /** Changes with the archive's content; the jar's index knows it without reading 15 MB. */
  private static String fingerprint(URL archive) throws IOException {
    if (archive.openConnection() instanceof JarURLConnection jar) {
      return Long.toHexString(jar.getJarEntry().getCrc());
    }
    return "of-" + archive.openConnection().getLastModified();
  }

  private static void unpack(URL archive, Path cache, Path home) throws IOException {
    Path fresh = Files.createTempDirectory(cache, "unpacking");
    try {
      // tar is in every Debian, xz is not.
      Process tar =
          new ProcessBuilder("tar", "-x", "-C", fresh.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (InputStream packed =
              new XZInputStream(new BufferedInputStream(archive.openStream(), 1 << 16));
          var toTar = tar.getOutputStream()) {
        packed.transferTo(toTar);
      }
      if (Commands.exitCode(tar) != 0) {
        throw new IOException("tar failed");
      }
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException anotherWasFirst) {
      Commands.deleteFolder(fresh);
    } catch (IOException failed) {
      Commands.deleteFolder(fresh);
      if (!Files.isExecutable(home.resolve("bin/postgres"))) {
        throw failed;
      }
    }
  }

  private static String versionOf(Path home) throws IOException {
    // "postgres (PostgreSQL) 18.6"
    String answer = Commands.output(home.resolve("bin/postgres").toString(), "--version").strip();
    int space = answer.lastIndexOf(' ');
    if (space < 0) {
      throw new IOException("postgres --version answered '" + answer + "'");
    }
    return answer.substring(space + 1);
  }
}
