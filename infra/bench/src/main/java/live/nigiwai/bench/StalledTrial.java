package live.nigiwai.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One among a thousand stops reading: what it costs, what the others notice, how it ends. */
final class StalledTrial {
  private static final int VIEWERS = 1_000;
  private static final int RATE = 200;
  private static final int STALL_SECONDS = 20;
  private static final double BYTES_MAX = 1e6;

  /** What the others' p99 may differ by between two runs on a busy machine. */
  private static final double P99_FACTOR_MAX = 1.25;

  private final Started started;

  StalledTrial(Started started) {
    this.started = started;
  }

  RelayTrials.Outcome run() throws Exception {
    var ours = started.own(OurRelay.start(List.of()));
    try (var crowd = new Crowd(ours.door());
        var speaker = ours.speaker(grown(crowd));
        var chatter = new Chatter(speaker, RATE)) {
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(6));
      crowd.take();
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(STALL_SECONDS));
      double before = crowd.take().latency().getValueAtPercentile(99) / 1e3;
      var stalled = crowd.ask(() -> crowd.at(VIEWERS - 1));
      crowd.ask(
          () -> {
            stalled.stall(true);
            return 0;
          });
      long waiting = 0;
      for (int i = 0; i < STALL_SECONDS; i++) {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        waiting = Math.max(waiting, unsent(ours.door().port(), stalled.port()));
      }
      double during = crowd.take().latency().getValueAtPercentile(99) / 1e3;
      crowd.ask(
          () -> {
            stalled.stall(false);
            return 0;
          });
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
      return new RelayTrials.Outcome(
              "stalled", "one of " + VIEWERS + " stops reading at " + RATE + " comments/s")
          .most("bytes unsent in the kernel", waiting, BYTES_MAX)
          .figure("others p99 ms before", before)
          .most("others p99 ms meanwhile", during, before * P99_FACTOR_MAX)
          .most("others closed", crowd.count(v -> !v.live && v.place != VIEWERS - 1), 0)
          .most("not let go", crowd.ask(() -> stalled.live ? 1 : 0), 0)
          .say(
              "let go by "
                  + (stalled.closeCode == 0
                      ? "a reset: it had not read the close for 5 s"
                      : "close " + stalled.closeCode));
    }
  }

  private static Crowd grown(Crowd crowd) throws Exception {
    crowd.grow(VIEWERS, 900);
    return crowd;
  }

  /** What the kernel holds for one connection of the server, by {@code /proc/net/tcp}. */
  private static long unsent(int serverPort, int clientPort) throws IOException {
    String ours = String.format(":%04X", serverPort);
    String theirs = String.format(":%04X", clientPort);
    long bytes = 0;
    for (String file : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      for (String line : Files.readAllLines(Path.of(file))) {
        String[] fields = line.strip().split("\\s+");
        if (fields[1].endsWith(ours) && fields[2].endsWith(theirs)) {
          bytes += Long.parseLong(fields[4].split(":")[0], 16);
        }
      }
    }
    return bytes;
  }
}
