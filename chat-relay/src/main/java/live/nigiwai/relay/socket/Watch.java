package live.nigiwai.relay.socket;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The visits of one event loop, whose deadlines are looked at together: one timer per loop instead
 * of one per socket and deadline.
 *
 * <p><b>Threading</b>: confined to its loop.
 */
final class Watch {
  private final Set<Visit> visits = new LinkedHashSet<>();

  void enter(Visit visit) {
    visits.add(visit);
  }

  void leave(Visit visit) {
    visits.remove(visit);
  }

  void sweep() {
    // A visit that ends while being looked at leaves the set.
    for (var visit : List.copyOf(visits)) {
      visit.checkDeadlines();
    }
  }

  List<Visit> all() {
    return List.copyOf(visits);
  }
}
