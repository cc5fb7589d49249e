package live.nigiwai.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How many taps on 買う are accepted per second through the HTTP API, beside {@code pgbench} writing
 * the same rows with one commit per press into the same PostgreSQL, on one hot SKU and on a
 * hundred; and how long a press waits at 70 % of that.
 *
 * <pre>[--seconds 8] [--rounds 3] [--connections 256] [--json]</pre>
 *
 * <p>Yardstick and ours take turns, so that both see the same machine; figures are medians of the
 * rounds with their range. Ours is measured with everything the API does: HTTP, contract, JSON, the
 * answer's checkout read back, movements, checkout rows and the news to the show.
 */
final class ShopBench {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> KNOWN = Set.of("seconds", "rounds", "connections", "json");
  private static final double RATIO_MIN = 5;
  private static final double P99_MILLIS_MAX = 150;
  private static final double SHARE_OF_CAPACITY = 0.7;
  private static final int WARM_SECONDS = 10;
  private static final int OPEN_CONNECTIONS = 512;

  private final Options options;
  private final int seconds;
  private final int connections;
  private final Map<String, List<Double>> rates = new TreeMap<>();
  private final ArrayNode results = JSON.createArrayNode();
  private long accepted;
  private final Map<String, Long> refused = new TreeMap<>();

  private ShopBench(Options options) {
    this.options = options;
    this.seconds = options.number("seconds", 8, 2, 120);
    this.connections = options.number("connections", 256, PgBench.CLIENTS, 1_000);
  }

  static boolean run(List<String> arguments) throws Exception {
    return new ShopBench(new Options(arguments, KNOWN)).run();
  }

  private boolean run() throws Exception {
    try (var started = new Started()) {
      var server = started.own(MeasuredServer.demo(List.of(), PressedShelf.SETTINGS));
      var shelf = PressedShelf.fill(server);
      var pgbench = started.own(new PgBench(server.database()));
      press(shelf, List.of(PressedShelf.HOT), connections, WARM_SECONDS);
      press(shelf, shelf.copies(), connections, WARM_SECONDS);
      int rounds = options.number("rounds", 3, 1, 20);
      for (int round = 1; round <= rounds; round++) {
        System.out.printf("round %d of %d%n", round, rounds);
        round(pgbench, shelf, server);
      }
      return judge(shelf);
    }
  }

  private static String ours(int skus, int connections) {
    return "ours, %d %s, %d connections".formatted(skus, skus == 1 ? "SKU" : "SKUs", connections);
  }

  private static String theirs(PgBench.Script script, int skus) {
    return "%s, %d %s, %d clients"
        .formatted(script.title, skus, skus == 1 ? "SKU" : "SKUs", PgBench.CLIENTS);
  }

  private void round(PgBench pgbench, PressedShelf shelf, MeasuredServer server) throws Exception {
    var hot = List.of(PressedShelf.HOT);
    script(pgbench, PgBench.Script.WHOLE, 1);
    note(ours(1, connections), server, () -> press(shelf, hot, connections, seconds));
    script(pgbench, PgBench.Script.BARE, 1);
    note(ours(1, PgBench.CLIENTS), server, () -> press(shelf, hot, PgBench.CLIENTS, seconds));
    script(pgbench, PgBench.Script.WHOLE, PressedShelf.COPIES);
    note(
        ours(PressedShelf.COPIES, connections),
        server,
        () -> press(shelf, shelf.copies(), connections, seconds));
  }

  private void script(PgBench pgbench, PgBench.Script script, int skus) throws Exception {
    var rate = pgbench.run(script, skus, seconds);
    String name = theirs(script, skus);
    rates.computeIfAbsent(name, unused -> new ArrayList<>()).add(rate.perSecond());
    System.out.printf(
        Locale.ROOT, "  %-58s %,8.0f/s; mean %6.1f ms%n", name, rate.perSecond(), rate.millis());
  }

  private interface Run {
    Pressers.Tally go() throws Exception;
  }

  private void note(String name, MeasuredServer server, Run run) throws Exception {
    long java = ProcessCpu.micros(server.pid());
    long postgres = server.postgresMicros();
    var tally = run.go();
    rates.computeIfAbsent(name, unused -> new ArrayList<>()).add(tally.perSecond());
    System.out.printf(
        Locale.ROOT,
        "  %-58s %,8.0f/s; p50 %6.1f ms, p99 %6.1f ms; %.0f µs server + %.0f µs database each%n",
        name,
        tally.perSecond(),
        tally.millisAt(50),
        tally.millisAt(99),
        (double) (ProcessCpu.micros(server.pid()) - java) / Math.max(1, tally.accepted),
        (double) (server.postgresMicros() - postgres) / Math.max(1, tally.accepted));
  }

  private Pressers.Tally press(PressedShelf shelf, List<String> skus, int lines, int forSeconds)
      throws Exception {
    try (var pressers = new Pressers(shelf.door(), PressedShelf.SHOW, skus, lines)) {
      return counted(pressers.asFastAsAnswered(forSeconds));
    }
  }

  private Pressers.Tally counted(Pressers.Tally tally) {
    accepted += tally.accepted;
    tally.refused.forEach((why, count) -> refused.merge(why, count, Long::sum));
    return tally;
  }

  private double median(String name) {
    var sorted = rates.getOrDefault(name, List.of()).stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  private boolean judge(PressedShelf shelf) throws Exception {
    double hot = median(ours(1, connections));
    double yardstick = median(theirs(PgBench.Script.WHOLE, 1));
    var open = open(shelf, SHARE_OF_CAPACITY * hot);
    System.out.println("medians (ranges):");
    rates.forEach(this::print);
    boolean fast = ratio("one hot SKU", hot, yardstick, RATIO_MIN);
    ratio("one hot SKU, as many connections", median(ours(1, PgBench.CLIENTS)), yardstick, null);
    ratio("one hot SKU, two statements", hot, median(theirs(PgBench.Script.BARE, 1)), null);
    ratio(
        "100 SKUs at once",
        median(ours(PressedShelf.COPIES, connections)),
        median(theirs(PgBench.Script.WHOLE, PressedShelf.COPIES)),
        null);
    boolean prompt = open.millisAt(99) <= P99_MILLIS_MAX && open.refused.isEmpty();
    System.out.printf(
        Locale.ROOT,
        "at 70 %% (%,.0f/s, fixed moments): p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms (p99 at most"
            + " %.0f): %s%n",
        open.perSecond(),
        open.millisAt(50),
        open.millisAt(99),
        open.millisAt(99.9),
        P99_MILLIS_MAX,
        prompt ? "ok" : "NOT HELD " + open.refused);
    long wrong = shelf.wrong();
    boolean whole = wrong == 0 && refused.isEmpty() && shelf.holds() >= accepted;
    System.out.printf(
        "%,d presses were answered as accepted, %,d are stored, %d SKUs with wrong books, refused"
            + " %s: %s%n",
        accepted, shelf.holds(), wrong, refused, whole ? "ok" : "NOT HELD");
    if (options.has("json")) {
      var out = JSON.createObjectNode().put("bench", "shop");
      out.put("yardstick", yardstick).put("ours", hot).put("ratio", hot / yardstick);
      out.put("p99Millis", open.millisAt(99)).put("p99AtPerSecond", open.perSecond());
      out.put("held", fast && prompt && whole);
      out.set("results", results);
      System.out.println(JSON.writeValueAsString(out));
    }
    return fast && prompt && whole;
  }

  private Pressers.Tally open(PressedShelf shelf, double perSecond) throws Exception {
    var hot = List.of(PressedShelf.HOT);
    try (var pressers = new Pressers(shelf.door(), PressedShelf.SHOW, hot, OPEN_CONNECTIONS)) {
      counted(pressers.atRate(perSecond, 2));
      return counted(pressers.atRate(perSecond, Math.max(10, seconds)));
    }
  }

  private void print(String name, List<Double> all) {
    double least = all.stream().mapToDouble(rate -> rate).min().orElse(0);
    double most = all.stream().mapToDouble(rate -> rate).max().orElse(0);
    System.out.printf(
        Locale.ROOT, "  %-58s %,8.0f/s (%,.0f-%,.0f)%n", name, median(name), least, most);
    var result = results.addObject().put("what", name).put("perSecond", median(name));
    result.put("least", least).put("most", most);
  }

  private boolean ratio(String what, double ours, double theirs, @Nullable Double least) {
    double ratio = ours / theirs;
    boolean held = least == null || ratio >= least;
    System.out.printf(
        Locale.ROOT,
        "%s: %.1f times the script%s%n",
        what,
        ratio,
        least == null
            ? ""
            : String.format(Locale.ROOT, " (at least %.0f): %s", least, held ? "ok" : "NOT HELD"));
    results.addObject().put("what", what).put("ratio", ratio);
    return held;
  }
}
