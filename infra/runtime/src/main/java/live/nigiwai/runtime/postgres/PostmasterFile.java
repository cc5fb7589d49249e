package live.nigiwai.runtime.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a running server writes into {@code postmaster.pid} of its data folder.
 *
 * @param ready whether it accepts connections
 */
record PostmasterFile(long pid, boolean ready) {
  private static final int STATUS_LINE = 7;

  static Path in(Path cluster) {
    return cluster.resolve("postmaster.pid");
  }

  /** Empty when no server runs there, or the file is just being written. */
  static Optional<PostmasterFile> read(Path cluster) {
    try {
      List<String> lines = Files.readAllLines(in(cluster), StandardCharsets.UTF_8);
      boolean ready = lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
      // A server in single-user mode writes its number negated.
      return lines.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new PostmasterFile(Math.abs(Long.parseLong(lines.getFirst().strip())), ready));
    } catch (IOException | NumberFormatException notThere) {
      return Optional.empty();
    }
  }

  /**
   * The live server of this file; empty when the file is left over and its number belongs to
   * nobody, or by now to somebody else.
   */
  Optional<ProcessHandle> server(Path cluster) {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(p -> serves(p.pid(), cluster));
  }

  private static boolean serves(long pid, Path cluster) {
    try {
      String command = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
      return command.contains("postgres") && command.contains(cluster.toString());
    } catch (IOException gone) {
      return false;
    }
  }
}
