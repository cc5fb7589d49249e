package live.nigiwai.testkit.hls;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What following a presentation found.
 *
 * @param more violations beyond those written down, of kinds that are
 * @param checks how often a rule was looked at
 * @param partGapMax the longest time between two new parts, or segments where there are none
 */
public record Report(
    List<Violation> violations,
    int more,
    long checks,
    int playlists,
    int segments,
    int parts,
    Duration followed,
    Duration partGapMax) {
  public Report {
    violations = List.copyOf(violations);
  }

  public boolean conforms() {
    return violations.isEmpty();
  }

  @Override
  public String toString() {
    String figures =
        "%d playlists, %d segments, %d parts in %.1f s, longest wait %d ms, %d checks: %s"
            .formatted(
                playlists,
                segments,
                parts,
                followed.toMillis() / 1000.0,
                partGapMax.toMillis(),
                checks,
                conforms() ? "no violations" : violations.size() + more + " violations");
    return violations.stream()
        .map(violation -> "\n  " + violation)
        .collect(Collectors.joining("", figures, more == 0 ? "" : "\n  and " + more + " more"));
  }
}
