package live.nigiwai.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Stops processes in the middle of what they do, and lets them go on. */
public final class Signals {
  private Signals() {}

  /** As {@code kill -STOP} does: it keeps its connections and answers nothing. */
  public static void freeze(ProcessHandle process) {
    send("STOP", process);
  }

  public static void thaw(ProcessHandle process) {
    send("CONT", process);
  }

  private static void send(String signal, ProcessHandle process) {
    try {
      int code = new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("no process " + process.pid());
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
