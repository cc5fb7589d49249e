package live.nigiwai.bench;

import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Everyone's connection breaks at the same moment, five times, while people go on speaking; each
 * comes back as PROTOCOL.md section 6 says and has missed nothing.
 */
final class StormTrial {
  private static final int RATE = 20;
  private static final int KICKS = 5;
  private static final int JOINS_PER_SECOND = 900;
  private static final double BACK_SECONDS_MAX = 8;
  private static final int BASE_MILLIS = 500;
  private static final int CAP_MILLIS = 20_000;
  private static final int SPEAKERS = 100;

  private final Started started;
  private final int viewers;
  private final TreeMap<Integer, Long> codes = new TreeMap<>();
  private int[] failures = new int[0];
  private long afresh;
  private long tries;
  private long firstTries;
  private boolean kicked;

  StormTrial(Started started, Options options) {
    this.started = started;
    this.viewers = options.number("viewers", 5_000, 200, 15_000);
  }

  RelayTrials.Outcome run() throws Exception {
    var ours = started.own(OurRelay.start(List.of()));
    failures = new int[viewers + SPEAKERS];
    // Those who speak are not kicked: a comment that breaks off is another trial.
    try (var speakers = new Crowd(ours.door());
        var crowd = new Crowd(ours.door())) {
      speakers.grow(SPEAKERS, JOINS_PER_SECOND);
      crowd.grow(viewers, JOINS_PER_SECOND);
      crowd.when(viewer -> gone(crowd, viewer), this::welcomed);
      double slowest = 0;
      long said;
      try (var speaker = ours.speaker(speakers);
          var chatter = new Chatter(speaker, RATE)) {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
        for (int kick = 0; kick < KICKS; kick++) {
          slowest = Math.max(slowest, kick(crowd));
          LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
        }
        chatter.close();
        said = chatter.said();
      }
      crowd.await(viewer -> viewer.comments >= said, 15);
      return outcome(crowd, said, slowest);
    }
  }

  private double kick(Crowd crowd) throws Exception {
    long began = System.nanoTime();
    kicked = true;
    crowd.each(CountingViewer::close);
    crowd.await(viewer -> viewer.live, 60);
    return (System.nanoTime() - began) / 1e9;
  }

  private void gone(Crowd crowd, CountingViewer viewer) {
    if (!kicked) {
      return;
    }
    int n = failures[viewer.place]++;
    codes.merge(viewer.closeCode, 1L, Long::sum);
    tries++;
    firstTries += n == 0 ? 1 : 0;
    int window = Math.min(CAP_MILLIS, BASE_MILLIS << Math.min(n, 10));
    crowd
        .loop()
        .schedule(
            () -> crowd.connect(viewer),
            ThreadLocalRandom.current().nextInt(window),
            TimeUnit.MILLISECONDS);
  }

  private void welcomed(CountingViewer viewer) {
    failures[viewer.place] = 0;
    afresh += kicked && !viewer.resumed ? 1 : 0;
  }

  private RelayTrials.Outcome outcome(Crowd crowd, long said, double slowest) throws Exception {
    long sum = said * (said - 1) / 2;
    return new RelayTrials.Outcome(
            "storm", viewers + " viewers kicked " + KICKS + " times at " + RATE + " comments/s")
        .most("holes", crowd.sum(v -> v.holes), 0)
        .most("repeats", crowd.sum(v -> v.repeats), 0)
        .most("started afresh", afresh, 0)
        .most("incomplete lists", crowd.count(v -> v.comments != said || v.sum != sum), 0)
        .most("other lists", crowd.different(), 0)
        .most("seconds until all were back", slowest, BACK_SECONDS_MAX)
        .figure("reconnects", tries)
        .figure("first tries within 500 ms", firstTries)
        .say("closed by: " + codes + " (0 is the kick, 4100 asks to back off)");
  }
}
