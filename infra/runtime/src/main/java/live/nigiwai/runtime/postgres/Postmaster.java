package live.nigiwai.runtime.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import live.nigiwai.runtime.lifecycle.StartupProblem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running server. When it dies without having been asked, it is started again on the same port.
 *
 * <p><b>Threading</b>: one platform thread starts the process, waits for its end and starts the
 * next. It must be a platform thread that lives as long as the server, because the kernel stops the
 * server when the thread that started it is gone ({@link ServerUser#server}).
 */
final class Postmaster {
  private static final Logger log = LoggerFactory.getLogger(Postmaster.class);

  /** Recovery after a crash reads the log since the last checkpoint, which max_wal_size bounds. */
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);

  private static final Duration FAST_STOP_WITHIN = Duration.ofSeconds(4);
  private static final Duration IMMEDIATE_STOP_WITHIN = Duration.ofSeconds(1);
  private static final Duration POLL = Duration.ofMillis(10);
  private static final Duration RESTART_PAUSE_MIN = Duration.ofMillis(50);
  private static final Duration RESTART_PAUSE_MAX = Duration.ofSeconds(2);
  private static final int LOG_LINES_SHOWN = 3;

  private final List<String> command;
  private final Path cluster;
  private final Path serverLog;
  private final Runnable onRestarted;
  private final CompletableFuture<Void> firstReady = new CompletableFuture<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread owner;
  private volatile @Nullable Process process;

  private Postmaster(List<String> command, Path cluster, Path serverLog, Runnable onRestarted) {
    this.command = command;
    this.cluster = cluster;
    this.serverLog = serverLog;
    this.onRestarted = onRestarted;
    this.owner = Thread.ofPlatform().name("postgres-owner").daemon().unstarted(this::keepRunning);
  }

  /**
   * Starts the server and waits until it accepts connections.
   *
   * @throws StartupProblem when it does not
   */
  static Postmaster start(
      List<String> command, Path cluster, Path serverLog, Runnable onRestarted) {
    var postmaster = new Postmaster(command, cluster, serverLog, onRestarted);
    postmaster.owner.start();
    try {
      postmaster.firstReady.get(READY_WITHIN.toSeconds() + 5, TimeUnit.SECONDS);
      return postmaster;
    } catch (ExecutionException refused) {
      postmaster.stop();
      throw refused.getCause() instanceof StartupProblem problem
          ? problem
          : new IllegalStateException(refused.getCause());
    } catch (TimeoutException silent) {
      postmaster.stop();
      throw postmaster.notReady("gave no answer");
    } catch (InterruptedException interrupted) {
      postmaster.stop();
      Thread.currentThread().interrupt();
      throw postmaster.notReady("was interrupted");
    }
  }

  /** The server's process number. */
  long pid() {
    Process current = process;
    return current == null ? -1 : current.pid();
  }

  private void keepRunning() {
    Duration pause = RESTART_PAUSE_MIN;
    boolean first = true;
    while (stopping.getCount() > 0) {
      try {
        Process started = launch();
        if (awaitReady(started)) {
          pause = RESTART_PAUSE_MIN;
          announce(first);
          first = false;
          int code = started.waitFor();
          if (stopping.getCount() > 0) {
            log.error("the embedded PostgreSQL died ({}), starting it again", code);
          }
        } else if (first) {
          firstReady.completeExceptionally(notReady("did not start"));
          return;
        } else if (stopping.getCount() > 0) {
          // Mostly its orphaned backends, which leave within moments.
          log.warn("the embedded PostgreSQL does not start yet: {}", lastWords());
        }
        if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
        pause = shorter(pause.multipliedBy(2), RESTART_PAUSE_MAX);
      } catch (IOException failed) {
        log.error("the embedded PostgreSQL could not be started", failed);
        firstReady.completeExceptionally(failed);
        if (first) {
          return;
        }
      } catch (InterruptedException notExpected) {
        return;
      }
    }
  }

  private Process launch() throws IOException {
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(ProcessBuilder.Redirect.appendTo(serverLog.toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    Process started = builder.start();
    process = started;
    return started;
  }

  private boolean awaitReady(Process started) throws InterruptedException {
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    while (System.nanoTime() < deadline) {
      if (started.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
      var file = PostmasterFile.read(cluster);
      if (file.isPresent() && file.get().pid() == started.pid() && file.get().ready()) {
        return true;
      }
    }
    started.destroyForcibly().waitFor();
    return false;
  }

  private void announce(boolean first) {
    if (first) {
      firstReady.complete(null);
      return;
    }
    log.info("the embedded PostgreSQL is back");
    try {
      onRestarted.run();
    } catch (RuntimeException failed) {
      log.error("after the restart of the embedded PostgreSQL", failed);
    }
  }

  /** Ends the server: open transactions are rolled back, everything committed is on the disk. */
  void stop() {
    stopping.countDown();
    Process last = process;
    if (last != null) {
      end(last.toHandle());
    }
    try {
      owner.join(1_000);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Fast shutdown, then immediate, then by force; each is safe for the data, the later ones only
   * cost a recovery at the next start.
   */
  static void end(ProcessHandle server) {
    if (signalled(server, "INT", FAST_STOP_WITHIN)) {
      return;
    }
    log.warn("the embedded PostgreSQL does not stop in time, it will recover at the next start");
    if (!signalled(server, "QUIT", IMMEDIATE_STOP_WITHIN)) {
      server.destroyForcibly();
    }
  }

  private static boolean signalled(ProcessHandle server, String signal, Duration within) {
    if (!server.isAlive()) {
      return true;
    }
    // Java knows only SIGTERM, which would wait for every client to leave.
    Commands.succeeds(List.of("sh", "-c", "kill -" + signal + " " + server.pid()));
    try {
      server.onExit().get(within.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException stillThere) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private StartupProblem notReady(String what) {
    return new StartupProblem(
        "The embedded PostgreSQL " + what + ": " + lastWords() + ".",
        "The whole story is in " + serverLog + "; --fresh starts with an empty database.");
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(serverLog, StandardCharsets.UTF_8);
      return String.join(
          " / ", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
    } catch (IOException | UncheckedIOException unreadable) {
      return "no log";
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
