package live.nigiwai.bench;

import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * One cell of the table: so many viewers, so many comments of 200 bytes per second, whatever the
 * server does.
 */
final class RelayCell {
  private static final int WARM_SECONDS = 4;
  private static final int TEXT_BYTES = 200;
  private static final int DELIVERED_SECONDS_MAX = 15;
  private static final int JOINS_PER_SECOND = 900;

  private final Broadcaster server;
  private final int viewers;
  private final int rate;
  private final int seconds;

  RelayCell(Broadcaster server, int viewers, int rate, int seconds) {
    this.server = server;
    this.viewers = viewers;
    this.rate = rate;
    this.seconds = seconds;
  }

  /**
   * What it came to.
   *
   * @param cpuMicros of the server, per delivered comment, with all it does beside
   * @param databaseMicros of the database, per delivered comment
   * @param perFrame comments in one frame
   * @param whole nobody lost, doubled or reordered anything
   */
  record Result(
      String server,
      int viewers,
      int rate,
      double cpuMicros,
      double databaseMicros,
      double cores,
      double perFrame,
      double p50Millis,
      double p99Millis,
      boolean whole,
      String wrong,
      java.util.List<Crowd.Noted> frames,
      long comments) {

    String line() {
      return String.format(
          Locale.ROOT,
          "  %-12s %7.2f µs/comment (%.2f cores) + database %5.2f; %5.1f comments/frame; p50 %6.1f"
              + " ms, p99 %6.1f ms; %s",
          server,
          cpuMicros,
          cores,
          databaseMicros,
          perFrame,
          p50Millis,
          p99Millis,
          whole ? "whole" : "WRONG: " + wrong);
    }
  }

  Result measure() throws Exception {
    try (var crowd = new Crowd(server.door())) {
      crowd.grow(viewers, JOINS_PER_SECOND);
      try (var speaker = server.speaker(crowd)) {
        speak(crowd, speaker, Math.min(WARM_SECONDS, seconds));
        crowd.forget();
        long cpu = server.cpuMicros();
        long database = server.databaseMicros();
        long began = System.nanoTime();
        long said = speak(crowd, speaker, seconds);
        double wall = (System.nanoTime() - began) / 1e3;
        double cpuSpent = server.cpuMicros() - cpu;
        double databaseSpent = server.databaseMicros() - database;
        boolean taken = speaker.allTaken(said);
        var tally = crowd.take();
        double deliveries = (double) said * viewers;
        String wrong = taken ? wrong(crowd, said) : "not all were taken";
        return new Result(
            server.name(),
            viewers,
            rate,
            cpuSpent / deliveries,
            databaseSpent / deliveries,
            cpuSpent / wall,
            (double) tally.deliveries() / Math.max(1, tally.frames()),
            tally.latency().getValueAtPercentile(50) / 1e3,
            tally.latency().getValueAtPercentile(99) / 1e3,
            wrong.isEmpty(),
            wrong,
            tally.noted(),
            said);
      }
    }
  }

  /** Comments at fixed moments; returns how many, once all have arrived or never will. */
  private long speak(Crowd crowd, Broadcaster.Speaker speaker, int forSeconds) throws Exception {
    long total = (long) rate * forSeconds;
    long start = Crowd.nowMicros() + 20_000;
    for (long n = 0; n < total; n++) {
      long due = start + n * 1_000_000 / rate;
      for (long now = Crowd.nowMicros(); now < due; now = Crowd.nowMicros()) {
        LockSupport.parkNanos((due - now) * 1_000);
      }
      speaker.say(n, text(n, due));
    }
    crowd.await(viewer -> viewer.comments >= total, DELIVERED_SECONDS_MAX);
    return total;
  }

  static String text(long number, long dueMicros) {
    var text = new StringBuilder(TEXT_BYTES).append('#').append(number).append('@');
    text.append(dueMicros).append(' ');
    while (text.length() < TEXT_BYTES) {
      text.append((char) ('a' + (text.length() * 7 + number) % 26));
    }
    return text.toString();
  }

  private String wrong(Crowd crowd, long said) throws Exception {
    long sum = said * (said - 1) / 2;
    long incomplete = crowd.count(v -> v.comments != said || v.sum != sum);
    long holes = crowd.sum(v -> v.holes);
    long repeats = crowd.sum(v -> v.repeats);
    long different = crowd.different();
    var closed = crowd.closeCodes();
    if (incomplete + holes + repeats + different == 0 && closed.isEmpty()) {
      return "";
    }
    return "%d incomplete, %d holes, %d repeats, %d with another order, closed %s"
        .formatted(incomplete, holes, repeats, different, closed);
  }
}
