package live.nigiwai.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What it costs to hand a comment to everybody, beside nginx with nchan and npm's {@code ws}; and
 * what happens with very many viewers, after a break, and when nothing happens ({@link
 * RelayTrials}).
 *
 * <pre>[--only cells,crowd,storm,stalled,idle] [--cells 1000x50,400x200] [--seconds 10] [--viewers
 * N] [--no-peers] [--json]</pre>
 *
 * <p>All servers run in this one run, one after the other, each in a process of its own; the load
 * comes from this one. Ours stores every comment in PostgreSQL before it hands it out, the others
 * store nothing.
 */
final class RelayBench {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> KNOWN =
      Set.of("only", "cells", "seconds", "viewers", "no-peers", "no-floor", "json");
  private static final String ALL = "cells,stalled,storm,crowd,idle";
  private static final String CELLS = "1000x1,5000x10,1000x50,400x200,5000x50,5000x200";

  /** Beyond so many deliveries per second the others drop out on two cores. */
  private static final int PEERS_DELIVERIES_MAX = 90_000;

  /** What the ratio to the better peer may be, by comments per second. */
  private static final Map<Integer, Double> RATIO_MAX = Map.of(10, 1.3, 50, 0.25, 200, 0.1);

  private static final double P99_MILLIS_MAX = 300;

  private final Options options;
  private final int seconds;
  private final ArrayNode results = JSON.createArrayNode();
  private boolean held = true;
  private RelayCell.@Nullable Result last;
  private RelayCell.@Nullable Result lastPeer;

  private RelayBench(Options options) {
    this.options = options;
    this.seconds = options.number("seconds", 10, 3, 300);
  }

  static boolean run(List<String> arguments) throws Exception {
    return new RelayBench(new Options(arguments, KNOWN)).run();
  }

  private boolean run() throws Exception {
    var only = List.of(options.text("only", ALL).split(","));
    for (String each : only) {
      if (!List.of(ALL.split(",")).contains(each)) {
        throw new Options.Misuse("--only takes " + ALL);
      }
    }
    if (only.contains("cells")) {
      cells();
    }
    for (String trial : only) {
      if (!trial.equals("cells")) {
        var outcome = RelayTrials.run(trial, options);
        System.out.println(outcome.text());
        held &= outcome.held();
        results.add(outcome.json());
      }
    }
    if (options.has("json")) {
      var out = JSON.createObjectNode().put("bench", "relay");
      out.put("yardstick", lastPeer == null ? 0 : lastPeer.cpuMicros());
      out.put("ours", last == null ? 0 : last.cpuMicros());
      out.put(
          "ratio", last == null || lastPeer == null ? 0 : last.cpuMicros() / lastPeer.cpuMicros());
      out.put("held", held);
      out.set("results", results);
      System.out.println(JSON.writeValueAsString(out));
    }
    return held;
  }

  private void cells() throws Exception {
    System.out.println(
        "Server CPU per delivered comment of 200 bytes; latency from intended send to viewer.");
    try (var started = new Started()) {
      var ours = started.own(OurRelay.start(List.of()));
      var peers = new ArrayList<Broadcaster>();
      if (!options.has("no-peers")) {
        peers.add(started.own(new NchanPeer()));
        peers.add(started.own(new WsPeer()));
      }
      // The compilers have seen everything once before it counts.
      new RelayCell(ours, 1_000, 50, 5).measure();
      new RelayCell(ours, 100, 1_000, 12).measure();
      new RelayCell(ours, 1_000, 200, 5).measure();
      for (String cell : options.text("cells", CELLS).split(",")) {
        String[] sizes = cell.split("x");
        cell(ours, peers, Integer.parseInt(sizes[0]), Integer.parseInt(sizes[1]));
      }
    }
  }

  private void cell(Broadcaster ours, List<Broadcaster> peers, int viewers, int rate)
      throws Exception {
    System.out.printf("%,d viewers, %d comments/s%n", viewers, rate);
    var mine = new RelayCell(ours, viewers, rate, seconds).measure();
    System.out.println(mine.line());
    RelayCell.@Nullable Result better = null;
    if ((long) viewers * rate <= PEERS_DELIVERIES_MAX) {
      for (var peer : peers) {
        var theirs = new RelayCell(peer, viewers, rate, seconds).measure();
        System.out.println(theirs.line());
        better = better == null || theirs.cpuMicros() < better.cpuMicros() ? theirs : better;
      }
    }
    double floor = options.has("no-floor") || rate < 10 ? 0 : BareFloor.microsPerComment(mine);
    if (floor > 0) {
      System.out.printf(Locale.ROOT, "  the same frames from a bare Netty loop: %.2f µs%n", floor);
    }
    judge(mine, better, floor);
  }

  private void judge(RelayCell.Result mine, RelayCell.@Nullable Result better, double floor) {
    var json = results.addObject().put("cell", mine.viewers() + "x" + mine.rate());
    json.put("ours", mine.cpuMicros()).put("database", mine.databaseMicros());
    json.put("cores", mine.cores()).put("commentsPerFrame", mine.perFrame()).put("floor", floor);
    json.put("p50Millis", mine.p50Millis()).put("p99Millis", mine.p99Millis());
    json.put("whole", mine.whole());
    boolean ok = mine.whole();
    if (better != null) {
      double ratio = mine.cpuMicros() / better.cpuMicros();
      double most = RATIO_MAX.getOrDefault(mine.rate(), Double.MAX_VALUE);
      ok &= ratio <= most && mine.p99Millis() <= P99_MILLIS_MAX;
      json.put("peer", better.server()).put("yardstick", better.cpuMicros()).put("ratio", ratio);
      json.put("peerP99Millis", better.p99Millis()).put("peerWhole", better.whole());
      System.out.printf(
          Locale.ROOT,
          "  ratio to the better peer %.2f%s: %s%n",
          ratio,
          most == Double.MAX_VALUE ? "" : String.format(Locale.ROOT, " (at most %.2f)", most),
          ok ? "ok" : "NOT HELD");
      last = mine;
      lastPeer = better;
    }
    held &= ok;
  }
}
