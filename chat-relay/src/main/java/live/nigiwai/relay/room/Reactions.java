package live.nigiwai.relay.room;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what was tapped since it was last asked.
 *
 * <p><b>Threading</b>: any thread counts; one asks.
 */
final class Reactions {
  private final Map<Reaction, LongAdder> counts = new EnumMap<>(Reaction.class);

  Reactions() {
    for (var reaction : Reaction.values()) {
      counts.put(reaction, new LongAdder());
    }
  }

  void add(Reaction reaction, int count) {
    var counter = counts.get(reaction);
    if (counter != null) {
      counter.add(count);
    }
  }

  /** Those that were tapped at all. */
  Map<Reaction, Long> sumThenReset() {
    Map<Reaction, Long> tapped = Map.of();
    for (var each : counts.entrySet()) {
      long sum = each.getValue().sumThenReset();
      if (sum > 0) {
        tapped = tapped.isEmpty() ? new EnumMap<>(Reaction.class) : tapped;
        tapped.put(each.getKey(), sum);
      }
    }
    return tapped;
  }
}
