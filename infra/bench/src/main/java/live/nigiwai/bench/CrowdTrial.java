package live.nigiwai.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Very many viewers of an ordinary show: 20 comments and two stock changes per second, a card every
 * two seconds. Server and database have one core, the load has the other.
 */
final class CrowdTrial {
  private static final int RATE = 20;
  private static final int JOINS_PER_SECOND = 700;
  private static final double P99_MILLIS_MAX = 500;
  private static final double PIN_P99_MILLIS_MAX = 250;
  private static final double PIN_P99_MILLIS_MAX_SMALL = 200;
  private static final int SMALL = 10_000;

  private final Started started;
  private final int viewers;
  private final int seconds;

  CrowdTrial(Started started, Options options) {
    this.started = started;
    this.viewers = options.number("viewers", 15_000, 100, 18_000);
    this.seconds = options.number("seconds", 60, 10, 3_600);
  }

  RelayTrials.Outcome run() throws Exception {
    var ours = started.own(OurRelay.start(List.of("taskset", "-c", "0")));
    pinOurselves("1");
    try (var crowd = new Crowd(ours.door())) {
      crowd.grow(viewers, JOINS_PER_SECOND);
      var hand = started.own(new StaffHand(ours.server()));
      try (var speaker = ours.speaker(crowd)) {
        show(crowd, speaker, hand, 8, ours);
        crowd.forget();
        return show(crowd, speaker, hand, seconds, ours);
      }
    } finally {
      pinOurselves("0-" + (Runtime.getRuntime().availableProcessors() - 1));
    }
  }

  private static void pinOurselves(String cores) throws IOException, InterruptedException {
    new ProcessBuilder("taskset", "-acp", cores, String.valueOf(ProcessHandle.current().pid()))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private RelayTrials.Outcome show(
      Crowd crowd, Broadcaster.Speaker speaker, StaffHand hand, int forSeconds, OurRelay ours)
      throws Exception {
    long pid = ours.server().pid();
    long memory = ProcessCpu.residentKilobytes(pid);
    long cpu = ours.cpuMicros();
    long database = ours.databaseMicros();
    long began = System.nanoTime();
    long said;
    try (var chatter = new Chatter(speaker, RATE)) {
      for (int half = 0; half < 2 * forSeconds; half++) {
        long next = began + TimeUnit.MILLISECONDS.toNanos(500L * half);
        LockSupport.parkNanos(Math.max(0, next - System.nanoTime()));
        hand.restock(half % 2 == 0 ? 1 : -1);
        if (half % 4 == 1) {
          crowd.pinning();
          hand.turnPin();
        }
      }
      chatter.close();
      said = chatter.said();
    }
    crowd.await(viewer -> viewer.comments >= said, 15);
    double wall = (System.nanoTime() - began) / 1e3;
    var tally = crowd.take();
    var pins = tally.pins();
    return new RelayTrials.Outcome(
            "crowd", viewers + " viewers, " + RATE + " comments/s, " + forSeconds + " s")
        .most("comment p99 ms", tally.latency().getValueAtPercentile(99) / 1e3, P99_MILLIS_MAX)
        .figure("comment p50 ms", tally.latency().getValueAtPercentile(50) / 1e3)
        .most(
            "pin p99 ms",
            pins.getValueAtPercentile(99) / 1e3,
            viewers <= SMALL ? PIN_P99_MILLIS_MAX_SMALL : PIN_P99_MILLIS_MAX)
        .figure("pin p50 ms", pins.getValueAtPercentile(50) / 1e3)
        .most("viewers with another list", wrong(crowd, said), 0)
        .most("closed", crowd.count(viewer -> viewer.closeCode != 0 || !viewer.live), 0)
        .figure("frames per second", tally.frames() * 1e6 / wall)
        .figure("server cores", (ours.cpuMicros() - cpu) / wall)
        .figure("database cores", (ours.databaseMicros() - database) / wall)
        .figure("MB at first", memory / 1024.0)
        .figure("MB at last", ProcessCpu.residentKilobytes(pid) / 1024.0);
  }

  private static double wrong(Crowd crowd, long said) throws Exception {
    long sum = said * (said - 1) / 2;
    return crowd.count(v -> v.comments != said || v.sum != sum || v.holes > 0 || v.repeats > 0)
        + (double) crowd.different();
  }
}
