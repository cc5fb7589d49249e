package live.nigiwai.ingest.hls;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.timeline.ShowState;
import live.nigiwai.show.timeline.TimelineEntry;
import live.nigiwai.show.timeline.TimelineEvent;

/**
 * The cards over the picture as date ranges, for as long as the list shows the time they lay there.
 *
 * <p><i>Threading</i>: the show's thread only.
 */
final class Cues {
  /** Cards that came and went within one list; more than any producer can press. */
  private static final int RANGES_MAX = 32;

  private final List<DateRange> ranges = new ArrayList<>();

  /** The cards that lie there when the show comes into memory. */
  void begin(ShowState.Pins pins) {
    for (ShowState.Pin pin : pins.pins()) {
      String product = pin.product().value();
      ranges.add(
          new DateRange(
              "pin-" + product + "-" + pin.showAt().millis(),
              product,
              ShowAxis.ticks(pin.showAt()),
              null));
    }
  }

  /** True where the entry changes what lies over the picture. */
  boolean take(TimelineEntry entry) {
    switch (entry.event()) {
      case TimelineEvent.ProductPinned pinned -> {
        String product = pinned.product().value();
        unpin(product, entry.showAt());
        ranges.add(
            new DateRange(
                "pin-" + product + "-" + entry.showAt().millis(),
                product,
                ShowAxis.ticks(entry.showAt()),
                null));
        if (ranges.size() > RANGES_MAX) {
          ranges.removeFirst();
        }
        return true;
      }
      case TimelineEvent.ProductUnpinned unpinned -> {
        unpin(unpinned.product().value(), entry.showAt());
        return true;
      }
      default -> {
        return false;
      }
    }
  }

  private void unpin(String product, ShowTime at) {
    ranges.replaceAll(
        range ->
            range.end() == null && range.product().equals(product)
                ? range.until(ShowAxis.ticks(at))
                : range);
  }

  /** What the list shows, from its first segment on. */
  List<DateRange> since(long listStart) {
    for (Iterator<DateRange> all = ranges.iterator(); all.hasNext(); ) {
      Long end = all.next().end();
      if (end != null && end < listStart) {
        all.remove();
      }
    }
    return List.copyOf(ranges);
  }
}
