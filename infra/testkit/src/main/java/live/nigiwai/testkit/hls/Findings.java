package live.nigiwai.testkit.hls;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gathers violations. What breaks one rule in one rendition again and again is written down only a
 * few times, but counted.
 *
 * <p><i>Threading</i>: the validator's thread only.
 */
final class Findings {
  private static final int WRITTEN_MAX = 8;

  private record Kind(Rule rule, String rendition) {}

  private final List<Violation> violations = new ArrayList<>();
  private final Set<Violation> seen = new HashSet<>();
  private final Map<Kind, Integer> counts = new HashMap<>();
  private long checks;

  /** Reports unless {@code holds}; the detail is made only then. */
  void check(boolean holds, Rule rule, String rendition, Detail detail) {
    checks++;
    if (!holds) {
      add(rule, rendition, detail.text());
    }
  }

  void add(Rule rule, String rendition, String detail) {
    Violation violation = new Violation(rule, rendition, detail);
    if (!seen.add(violation)) {
      return;
    }
    if (counts.merge(new Kind(rule, rendition), 1, Integer::sum) <= WRITTEN_MAX) {
      violations.add(violation);
    }
  }

  List<Violation> violations() {
    return List.copyOf(violations);
  }

  /** How many there were beyond those written down. */
  int more() {
    return counts.values().stream().mapToInt(count -> Math.max(0, count - WRITTEN_MAX)).sum();
  }

  long checks() {
    return checks;
  }

  interface Detail {
    String text();
  }
}
