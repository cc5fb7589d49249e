package live.nigiwai.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import live.nigiwai.testkit.RtmpPublisher;

/**
 * A show that goes on and on: a real publisher comes and goes, a few viewers stay, and what the
 * server holds must not grow.
 *
 * <p>Every second stop is in order, the others are power cuts. Each 5 s resident memory, heap,
 * buffers, files and threads are looked at. The first quarter (at least five minutes, in short runs
 * one half) is warm-up; over the rest the straight line through the lowest values ({@link Trend})
 * may rise by no more than the tolerances printed with it.
 *
 * <pre>[--minutes 10] [--cycles N] [--viewers 5] [--passthrough] [--json]</pre>
 *
 * {@code --cycles} sets the number of starts and stops, spread over the time; without it there is
 * one each 50 s.
 */
final class ShowSoak {
  private static final Set<String> KNOWN =
      Set.of("minutes", "cycles", "viewers", "passthrough", "json");
  private static final int SAMPLE_SECONDS = 5;
  private static final int WINDOW = 6;
  private static final int CYCLE_SECONDS = 50;

  /** The allocator's arenas and the compiler take about so long to be full. */
  private static final int WARM_SECONDS_MIN = 300;

  /** How much of a cycle is without a publisher. */
  private static final double AWAY = 0.2;

  /** What may grow by how much after the warm-up: a fixed amount and a share. */
  private record Watched(
      String name, String unit, ToDoubleFunction<Vitals> value, double more, double share) {}

  private static final List<Watched> WATCHED =
      List.of(
          new Watched("resident memory", "MB", Vitals::rss, 16, 0.04),
          new Watched("outside heap and buffers", "MB", Vitals::other, 16, 0.04),
          new Watched("heap used", "MB", Vitals::heap, 16, 0.10),
          new Watched("direct buffers", "MB", Vitals::direct, 8, 0.05),
          new Watched("open files", "", Vitals::files, 4, 0),
          new Watched("threads", "", Vitals::threads, 4, 0));

  private final Options options;
  private final long runSeconds;
  private final List<Vitals> samples = new ArrayList<>();

  private ShowSoak(Options options) {
    this.options = options;
    this.runSeconds = options.number("minutes", 10, 3, 6_000) * 60L;
  }

  static boolean run(List<String> arguments) throws Exception {
    return new ShowSoak(new Options(arguments, KNOWN)).run();
  }

  private boolean run() throws Exception {
    Clip.SERVED.file();
    try (var started = new Started()) {
      var server = started.own(MeasuredServer.house(1, options.has("passthrough")));
      var ready = server.ready();
      var stream = ready.get("streams").get(0);
      String url = stream.get("url").asText();
      var http = server.http();
      String folder = "/hls/" + stream.get("show").asText() + "/";
      var publisher = started.own(Clip.SERVED.publish(url));
      HlsProbe.awaitParts(http, folder, "source", 30);
      var crowd =
          started.own(
              new LiveCrowd(
                  new InetSocketAddress(http.getHost(), http.getPort()),
                  new Playlists(http.getAuthority(), folder, "source"),
                  0.35));
      crowd.grow(options.number("viewers", 5, 0, 500), 50);
      int cycles = cycle(started, server, publisher, url, URI.create(ready.get("ops").asText()));
      var tally = crowd.take();
      System.out.printf(
          Locale.ROOT,
          "%d starts and stops in %d min; viewers: %d of %d stayed, %d parts, %d stalls, failures"
              + " %s%n",
          cycles,
          runSeconds / 60,
          crowd.joined() - crowd.gone(),
          crowd.joined(),
          tally.parts,
          tally.stalls,
          tally.failures);
      return judge(cycles) & crowd.gone() == 0;
    }
  }

  private int cycle(
      Started started, MeasuredServer server, RtmpPublisher first, String url, URI operations)
      throws Exception {
    int wanted = options.number("cycles", (int) (runSeconds / CYCLE_SECONDS), 0, 10_000);
    double cycleSeconds = wanted == 0 ? Double.MAX_VALUE : (double) runSeconds / wanted;
    RtmpPublisher publisher = first;
    long began = System.nanoTime();
    int stops = 0;
    boolean on = true;
    for (double now = 0; now < runSeconds; now = (System.nanoTime() - began) / 1e9) {
      if (now >= samples.size() * (double) SAMPLE_SECONDS) {
        samples.add(Vitals.of(server.pid(), operations, now));
      }
      double in = now - stops * cycleSeconds;
      if (on && in > cycleSeconds * (1 - AWAY)) {
        if (stops % 2 == 0) {
          publisher.stop();
        }
        started.end(publisher);
        on = false;
      } else if (!on && in > cycleSeconds) {
        stops++;
        publisher = started.own(Clip.SERVED.publish(url));
        on = true;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return stops;
  }

  private boolean judge(int cycles) throws Exception {
    double warm = Math.max(runSeconds / 4.0, Math.min(WARM_SECONDS_MIN, runSeconds / 2.0));
    var judged = samples.stream().filter(sample -> sample.second() >= warm).toList();
    print();
    System.out.printf("after a warm-up of %.0f s:%n", warm);
    boolean flat = true;
    var out = new ObjectMapper().createObjectNode().put("soak", "show").put("cycles", cycles);
    var results = out.putArray("results");
    for (Watched watched : WATCHED) {
      var trend = Trend.of(judged, WINDOW, watched.value);
      double allowed = watched.more + watched.share * trend.start();
      boolean good = trend.growth() <= allowed;
      flat &= good;
      System.out.printf(
          Locale.ROOT,
          "  %-26s %7.1f -> %7.1f %-2s  %+6.1f of %5.1f allowed  %s%n",
          watched.name,
          trend.start(),
          trend.end(),
          watched.unit,
          trend.growth(),
          allowed,
          good ? "flat" : "GROWS");
      results
          .addObject()
          .put("what", watched.name)
          .put("start", trend.start())
          .put("end", trend.end())
          .put("allowed", allowed)
          .put("held", good);
    }
    if (options.has("json")) {
      System.out.println(new ObjectMapper().writeValueAsString(out.put("held", flat)));
    }
    return flat;
  }

  /** About twenty lines of the samples. */
  private void print() {
    System.out.println("     s     RSS    heap  direct   other  files  threads");
    int step = Math.max(1, samples.size() / 20);
    for (int n = 0; n < samples.size(); n += step) {
      var at = samples.get(n);
      System.out.printf(
          Locale.ROOT,
          "%6.0f %7.1f %7.1f %7.1f %7.1f %6.0f %8.0f%n",
          at.second(),
          at.rss(),
          at.heap(),
          at.direct(),
          at.other(),
          at.files(),
          at.threads());
    }
  }
}
