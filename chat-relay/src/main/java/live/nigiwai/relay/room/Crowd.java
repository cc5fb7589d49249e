package live.nigiwai.relay.room;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * One show's audience over all nodes.
 *
 * <p><b>Threading</b>: any thread; guarded by its own monitor, held only for moments.
 */
final class Crowd {
  /** A node that was not heard for this long is gone with its viewers. */
  static final Duration FORGOTTEN_AFTER = Duration.ofSeconds(15);

  private static final int NODES_MAX = 1_000;

  private final LongSupplier nanoTime;
  private final Reactions taps = new Reactions();
  private final PerMinute joins;
  private final Map<String, Elsewhere> byNode = new LinkedHashMap<>();
  private int here;
  private int told = -1;
  private int peak;

  private record Elsewhere(int viewers, int joins, long heardAt) {}

  Crowd(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.joins = new PerMinute(nanoTime);
  }

  synchronized void joined() {
    joins.add();
  }

  synchronized void count(int viewersHere) {
    here = viewersHere;
    peak = Math.max(peak, here + elsewhere());
  }

  synchronized int elsewhere() {
    long oldest = nanoTime.getAsLong() - FORGOTTEN_AFTER.toNanos();
    int sum = 0;
    for (var each : byNode.values()) {
      sum += each.heardAt < oldest ? 0 : each.viewers;
    }
    return sum;
  }

  synchronized Crowds.Turnout turnout(String node, int viewersHere) {
    count(viewersHere);
    forget();
    var viewers = new TreeMap<String, Integer>();
    int joinsAll = joins.count();
    for (var each : byNode.entrySet()) {
      viewers.put(each.getKey(), each.getValue().viewers);
      joinsAll += each.getValue().joins;
    }
    viewers.put(node, here);
    return new Crowds.Turnout(here + elsewhere(), peak, joinsAll, viewers);
  }

  private void forget() {
    long oldest = nanoTime.getAsLong() - FORGOTTEN_AFTER.toNanos();
    byNode.values().removeIf(each -> each.heardAt < oldest);
  }

  /** The node said that it is leaving. */
  synchronized void forget(String node) {
    byNode.remove(node);
  }

  void tapped(Reaction reaction, int count) {
    taps.add(reaction, count);
  }

  Map<Reaction, Long> takeTaps() {
    return taps.sumThenReset();
  }

  /** Whether others should hear of our part of it now, which they then have. */
  synchronized boolean worthTelling(int viewersHere, boolean all) {
    count(viewersHere);
    boolean news = here != told && !(told < 0 && here == 0);
    if (news || all && here > 0) {
      told = here;
      return true;
    }
    return false;
  }

  synchronized void write(JsonGenerator out, String name) throws IOException {
    out.writeObjectFieldStart(name);
    out.writeNumberField("viewers", here);
    out.writeNumberField("joins", joins.count());
    out.writeNumberField("peak", peak);
    out.writeEndObject();
  }

  synchronized void hear(String node, JsonNode theirs) {
    forget();
    int viewers = Math.max(0, theirs.path("viewers").asInt());
    if (byNode.containsKey(node) || byNode.size() < NODES_MAX) {
      byNode.put(
          node,
          new Elsewhere(viewers, Math.max(0, theirs.path("joins").asInt()), nanoTime.getAsLong()));
    }
    peak = Math.max(Math.max(peak, theirs.path("peak").asInt()), here + elsewhere());
  }
}
