package live.nigiwai.show.timeline;

import java.util.List;

/**
 * What one transaction added to a log: entries that continue the position before it, and new values
 * of keyed state. Either may be empty, not both.
 */
public record TimelineBatch(
    LogId log, String epoch, List<TimelineEntry> entries, List<Versioned> states) {
  public TimelineBatch {
    entries = List.copyOf(entries);
    states = List.copyOf(states);
  }
}
