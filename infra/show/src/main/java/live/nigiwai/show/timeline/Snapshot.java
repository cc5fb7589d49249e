package live.nigiwai.show.timeline;

import java.util.List;

/**
 * A log as a newcomer needs it: the position was taken first, then the rest was read, so applying
 * what follows {@code at} to it never misses anything; a state may already be newer than {@code
 * at}.
 *
 * @param recent the newest entries up to {@code at}, oldest first
 */
public record Snapshot(Position at, List<TimelineEntry> recent, List<Versioned> states) {
  public Snapshot {
    recent = List.copyOf(recent);
    states = List.copyOf(states);
  }
}
