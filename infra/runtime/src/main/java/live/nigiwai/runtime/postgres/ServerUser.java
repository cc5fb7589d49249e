package live.nigiwai.runtime.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import live.nigiwai.runtime.lifecycle.StartupProblem;

/**
 * As whom the server's programs run. PostgreSQL refuses to be root, yet containers and demo
 * machines often are: there it runs in a user namespace of its own, in which root's files belong to
 * an ordinary user, or where those are forbidden, as {@code nobody}.
 */
enum ServerUser {
  /** We are not root; nothing to do. */
  OURSELVES(List.of()),
  /** Root outside, an ordinary user inside. */
  NAMESPACE(List.of("unshare", "--user")),
  /** Needs its files given to it. */
  NOBODY(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all"));

  private static final List<String> DIES_WITH_US = List.of("setpriv", "--pdeathsig", "INT");

  private final List<String> prefix;

  ServerUser(List<String> prefix) {
    this.prefix = prefix;
  }

  /** The first that works here. */
  static ServerUser choose() {
    if (!weAreRoot()) {
      return OURSELVES;
    }
    for (var user : List.of(NAMESPACE, NOBODY)) {
      if (Commands.succeeds(user.command(List.of("true")))) {
        return user;
      }
    }
    throw new StartupProblem(
        "PostgreSQL does not run as root, and this machine allows neither unshare nor setpriv.",
        "Start Nigiwai as another user, or set NIGIWAI_DATABASE_URL to your own server.");
  }

  private static boolean weAreRoot() {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | UnsupportedOperationException notLinux) {
      return false;
    }
  }

  /** A program that runs to its end. */
  List<String> command(List<String> program) {
    var command = new ArrayList<>(prefix);
    command.addAll(program);
    return command;
  }

  /**
   * The server itself: in a session of its own, so that Ctrl-C in the terminal reaches only us and
   * we stop it in order; and told to stop by the kernel when the thread that started it is gone, so
   * that a kill -9 of ours leaves no server behind. Each program on the way replaces itself by the
   * next, so the process keeps its number.
   */
  List<String> server(List<String> program) {
    var command = new ArrayList<>(List.of("setsid"));
    command.addAll(prefix);
    var dying = new ArrayList<>(command);
    dying.addAll(DIES_WITH_US);
    dying.add("true");
    if (Commands.succeeds(dying)) {
      command.addAll(DIES_WITH_US);
    }
    command.addAll(program);
    return command;
  }

  /** Gives the folder to the server. */
  void own(Path folder) {
    if (this == NOBODY
        && !Commands.succeeds(List.of("chown", "-R", "65534:65534", folder.toString()))) {
      throw new StartupProblem(
          "The folder " + folder + " cannot be given to the database's user.",
          "Start Nigiwai as another user than root.");
    }
  }

  /** Lets the server's user walk through, without letting it look around. */
  void letPass(Path... folders) {
    if (this == NOBODY) {
      for (Path folder : folders) {
        Commands.succeeds(List.of("chmod", "o+x", folder.toString()));
      }
    }
  }

  /** Whether the server's user can get to a folder at all. */
  void requireReach(Path folder) {
    if (this == NOBODY && !Commands.succeeds(command(List.of("test", "-x", folder.toString())))) {
      throw new StartupProblem(
          "PostgreSQL does not run as root, and the user it runs as cannot enter " + folder + ".",
          "Choose a folder outside of root's home with --data DIR, or start as another user.");
    }
  }
}
