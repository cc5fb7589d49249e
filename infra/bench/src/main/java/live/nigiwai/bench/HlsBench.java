package live.nigiwai.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How many viewers of low-latency HLS does this machine hold with no part later than PART-TARGET
 * after its publication, and what does one of them cost the server?
 *
 * <p>The server is the whole program in its own process with the default ladder: the publisher's
 * pictures handed on (1.2 Mbit/s, what the viewers fetch) and two encoded rungs. The viewers
 * ({@link LiveViewer}) share this machine with it, on one thread. A part counts as published when
 * the first answer that lists it reaches any viewer; its lateness at a viewer is the time from
 * there to its last byte. So that a server which is late for everybody does not look good, its age
 * is told too: from the PROGRAM-DATE-TIME of its end.
 *
 * <p>Cost per viewer: processor time of the server process in the measured stretch, less what it
 * uses without viewers (decoding, encoding), by viewers. The yardstick is nginx with files of the
 * same lengths, the same number of viewers and the same number of requests ({@link StaticCrowd}).
 *
 * <pre>[--viewers N] [--seconds 20] [--rung source] [--passthrough] [--profile] [--json]</pre>
 */
final class HlsBench {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<Integer> STEPS = List.of(100, 250, 500, 750, 1_000);
  private static final int JOIN_PER_SECOND = 100;
  private static final int WARMING_VIEWERS = 50;
  private static final int WARMING_SECONDS = 8;
  private static final int START_SECONDS_MAX = 30;
  private static final double PART_TARGET_SECONDS = 0.35;
  private static final Set<String> KNOWN =
      Set.of("viewers", "seconds", "rung", "passthrough", "profile", "json");

  private final Options options;
  private final int seconds;
  private final String rung;
  private final List<Step> steps = new ArrayList<>();

  /** What one number of viewers came to. */
  private record Step(
      int viewers,
      LiveCrowd.Tally tally,
      double requestsPerSecond,
      double megabits,
      double cores,
      double baseCores,
      double clientCores,
      boolean whole) {
    boolean held() {
      return whole && tally.late == 0 && tally.failures.isEmpty();
    }

    /** Millionths of a core for each viewer. */
    double costPerViewer() {
      return (cores - baseCores) * 1e6 / viewers;
    }
  }

  private HlsBench(Options options) {
    this.options = options;
    this.seconds = options.number("seconds", 20, 5, 600);
    this.rung = options.text("rung", "source");
  }

  static boolean run(List<String> arguments) throws Exception {
    return new HlsBench(new Options(arguments, KNOWN)).run();
  }

  private boolean run() throws Exception {
    Clip.SERVED.file();
    try (var started = new Started()) {
      var server = started.own(MeasuredServer.house(1, options.has("passthrough")));
      var stream = server.ready().get("streams").get(0);
      started.own(Clip.SERVED.publish(stream.get("url").asText()));
      var http = server.http();
      String folder = "/hls/" + stream.get("show").asText() + "/";
      HlsProbe.awaitParts(http, folder, rung, START_SECONDS_MAX);
      var address = new InetSocketAddress(http.getHost(), http.getPort());
      Supplier<LiveCrowd> crowds =
          () ->
              new LiveCrowd(
                  address, new Playlists(http.getAuthority(), folder, rung), PART_TARGET_SECONDS);
      warm(started.own(crowds.get()), started);
      double base = cores(server.pid(), Math.min(seconds, 10));
      var crowd = started.own(crowds.get());
      measureSteps(server, crowd, base);
      var lengths = crowd.lengths();
      started.end(crowd);
      started.end(server);
      Step best = best();
      double nginx = best == null ? 0 : yardstick(started, best, lengths);
      report(best, nginx);
      return best != null;
    }
  }

  /** The first viewers pay for the compiler; nobody counts them. */
  private static void warm(LiveCrowd crowd, Started started) throws Exception {
    crowd.grow(WARMING_VIEWERS, JOIN_PER_SECOND);
    TimeUnit.SECONDS.sleep(WARMING_SECONDS);
    started.end(crowd);
    TimeUnit.SECONDS.sleep(1);
  }

  private List<Integer> wantedSteps() {
    return options.has("viewers") ? List.of(options.number("viewers", 500, 1, 9_000)) : STEPS;
  }

  private void measureSteps(MeasuredServer server, LiveCrowd crowd, double base) throws Exception {
    System.out.printf("%d s each, rung %s; times in ms%n", seconds, rung);
    System.out.println(
        "viewers   req/s  Mbit/s | late    p50    p99    max | age p50   p99 | stalls |"
            + " cores: server  (base)  clients");
    for (int viewers : wantedSteps()) {
      crowd.grow(viewers, JOIN_PER_SECOND);
      TimeUnit.SECONDS.sleep(2);
      Step step = measure(server, crowd, viewers, base);
      steps.add(step);
      print(step);
      if (!step.held()) {
        break;
      }
    }
  }

  private Step measure(MeasuredServer server, LiveCrowd crowd, int viewers, double base)
      throws Exception {
    long own = ProcessCpu.micros(ProcessHandle.current().pid());
    crowd.take();
    double cores = cores(server.pid(), seconds);
    var tally = crowd.take();
    double clients = (ProcessCpu.micros(ProcessHandle.current().pid()) - own) / 1e6 / seconds;
    boolean whole = crowd.joined() == viewers && crowd.gone() == 0;
    if (options.has("profile")) {
      cores(server.pid(), Math.min(seconds, 10), true);
    }
    return new Step(
        viewers,
        tally,
        (tally.parts + tally.playlists) / (double) seconds,
        tally.bytes * 8 / 1e6 / seconds,
        cores,
        base,
        clients,
        whole);
  }

  /** How many cores a process uses; with a profile it is recorded meanwhile, and printed. */
  static double cores(long pid, int seconds, boolean profile)
      throws IOException, InterruptedException {
    if (!profile) {
      return cores(pid, seconds);
    }
    try (var spots = HotSpots.start(pid)) {
      double cores = cores(pid, seconds);
      spots.print();
      return cores;
    }
  }

  static double cores(long pid, int seconds) throws InterruptedException {
    long before = ProcessCpu.micros(pid);
    long began = System.nanoTime();
    TimeUnit.SECONDS.sleep(seconds);
    return (ProcessCpu.micros(pid) - before) * 1e3 / (System.nanoTime() - began);
  }

  private static void print(Step step) {
    var tally = step.tally;
    System.out.printf(
        Locale.ROOT,
        "%7d %7.0f %7.0f | %4d %6.1f %6.1f %6.1f | %7d %5d | %6d | %13.2f  (%.2f)  %7.2f%n",
        step.viewers,
        step.requestsPerSecond,
        step.megabits,
        tally.late,
        tally.lateness(50),
        tally.lateness(99),
        tally.lateness(100),
        tally.ageMillis.getValueAtPercentile(50),
        tally.ageMillis.getValueAtPercentile(99),
        tally.stalls,
        step.cores,
        step.baseCores,
        step.clientCores);
    tally.failures.forEach((why, times) -> System.out.println("        " + times + " x " + why));
    if (!step.whole) {
      System.out.println("        not all viewers joined and stayed");
    }
  }

  private @Nullable Step best() {
    return steps.stream().filter(Step::held).reduce((one, later) -> later).orElse(null);
  }

  /** Millionths of a core nginx needs for each viewer of the same bytes. */
  private double yardstick(Started started, Step step, Playlists.Lengths lengths) throws Exception {
    var nginx = started.own(Nginx.files());
    var address = new InetSocketAddress("127.0.0.1", nginx.httpPort());
    var crowd = started.own(new StaticCrowd(address, step.viewers, lengths, nginx.www()));
    crowd.start();
    TimeUnit.SECONDS.sleep(3);
    long parts = crowd.parts();
    long before = nginx.cpuMicros();
    long began = System.nanoTime();
    TimeUnit.SECONDS.sleep(seconds);
    double wall = (System.nanoTime() - began) / 1e3;
    double cores = (nginx.cpuMicros() - before) / wall;
    System.out.printf(
        Locale.ROOT,
        "nginx, the same bytes as files: %d viewers, %.0f parts/s (%d failures), %.2f cores;"
            + " a part after its request: p50 %.1f, p99 %.1f ms%n",
        step.viewers,
        (crowd.parts() - parts) * 1e6 / wall,
        crowd.failures(),
        cores,
        crowd.latenessMicros.getValueAtPercentile(50) / 1e3,
        crowd.latenessMicros.getValueAtPercentile(99) / 1e3);
    return cores * 1e6 / step.viewers;
  }

  private void report(@Nullable Step best, double nginx) throws Exception {
    double ours = best == null ? 0 : best.costPerViewer();
    double ratio = nginx == 0 ? 0 : ours / nginx;
    if (best == null) {
      System.out.println("not one step was held without late parts and failures");
    } else {
      System.out.printf(
          Locale.ROOT,
          "held: %d viewers with 0 parts later than %.2f s. Processor for each viewer: ours %.0f,"
              + " nginx %.0f millionths of a core: ratio %.2f%n",
          best.viewers,
          PART_TARGET_SECONDS,
          ours,
          nginx,
          ratio);
    }
    if (options.has("json")) {
      var out = JSON.createObjectNode().put("bench", "hls");
      out.put("yardstick", nginx).put("ours", ours).put("ratio", ratio);
      out.put("held", best == null ? 0 : best.viewers);
      var results = out.putArray("results");
      steps.forEach(step -> describe(results.addObject(), step));
      System.out.println(JSON.writeValueAsString(out));
    }
  }

  private static void describe(ObjectNode to, Step step) {
    var tally = step.tally;
    to.put("viewers", step.viewers).put("held", step.held()).put("late", tally.late);
    to.put("p50Millis", tally.lateness(50)).put("p99Millis", tally.lateness(99));
    to.put("maxMillis", tally.lateness(100));
    to.put("ageP50Millis", tally.ageMillis.getValueAtPercentile(50));
    to.put("ageP99Millis", tally.ageMillis.getValueAtPercentile(99));
    to.put("stalls", tally.stalls).put("requestsPerSecond", step.requestsPerSecond);
    to.put("megabitsPerSecond", step.megabits).put("cores", step.cores);
    to.put("baseCores", step.baseCores).put("clientCores", step.clientCores);
    to.set("failures", JSON.valueToTree(tally.failures));
  }
}
