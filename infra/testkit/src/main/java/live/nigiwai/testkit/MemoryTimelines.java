package live.nigiwai.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import live.nigiwai.show.ShowClock;
import live.nigiwai.show.timeline.LogId;
import live.nigiwai.show.timeline.Timelines;

/**
 * Timelines in memory, with the promises of the real ones: dense offsets, one entry per key, stored
 * before delivered, delivered in order. Every fact is its own tick, unless the database is {@link
 * #away}.
 *
 * <p><b>Threading</b>: any thread; followers are called by the thread that appended.
 */
public final class MemoryTimelines implements Timelines {
  private final ShowClock clock;
  private final Map<LogId, MemoryLog> logs = new ConcurrentHashMap<>();
  private volatile boolean away;

  public MemoryTimelines(ShowClock clock) {
    this.clock = clock;
  }

  @Override
  public MemoryLog log(LogId id) {
    return logs.computeIfAbsent(id, key -> new MemoryLog(key, clock, () -> away));
  }

  /** From now on nothing is stored and nothing can be read, until {@link #back}. */
  public void away() {
    away = true;
  }

  /** What waited is stored, once and in order. */
  public void back() {
    away = false;
    List<MemoryLog> all = new ArrayList<>(logs.values());
    all.forEach(MemoryLog::storeWaiting);
  }
}
