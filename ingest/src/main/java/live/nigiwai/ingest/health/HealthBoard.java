package live.nigiwai.ingest.health;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import live.nigiwai.show.ShowId;
import org.jspecify.annotations.Nullable;

/**
 * The health of every show on this node. As many entries as there are shows with pictures.
 *
 * <p><i>Threading</i>: any thread. One thread of its own wakes the shows each second, another one
 * listens to their sound.
 */
public final class HealthBoard implements AutoCloseable {
  private record Entry(StreamHealth health, HealthMeters meters) {}

  private final HealthConfig config;
  private final MeterRegistry registry;
  private final LongSupplier nowMillis;
  private final SoundAnalysis analysis;
  private final ScheduledExecutorService seconds =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("ingest-health").daemon().factory());
  private final Map<ShowId, Entry> shows = new ConcurrentHashMap<>();

  private HealthBoard(HealthConfig config, MeterRegistry registry, LongSupplier nowMillis) {
    this.config = config;
    this.registry = registry;
    this.nowMillis = nowMillis;
    this.analysis = new SoundAnalysis(config, registry);
  }

  public static HealthBoard open(
      HealthConfig config, MeterRegistry registry, LongSupplier nowMillis) {
    HealthBoard board = new HealthBoard(config, registry, nowMillis);
    board.seconds.scheduleAtFixedRate(board::wakeAll, 1, 1, TimeUnit.SECONDS);
    return board;
  }

  private void wakeAll() {
    shows.values().forEach(entry -> entry.health().wake());
  }

  /** A show has pictures from now on; what was known about it before is forgotten. */
  public StreamHealth add(ShowId show) {
    StreamHealth health = new StreamHealth(config, analysis, nowMillis.getAsLong());
    Entry before = shows.remove(show);
    if (before != null) {
      before.meters().close();
    }
    shows.put(show, new Entry(health, new HealthMeters(registry, show, health)));
    return health;
  }

  /** The show has made room for another. */
  public void remove(ShowId show) {
    Entry entry = shows.remove(show);
    if (entry != null) {
      entry.meters().close();
    }
  }

  /** The health of a show that is there; for those that report to it. */
  public @Nullable StreamHealth of(ShowId show) {
    Entry entry = shows.get(show);
    return entry == null ? null : entry.health();
  }

  /** What somebody who looks is told. */
  HealthReport look(ShowId show) {
    StreamHealth health = of(show);
    if (health == null) {
      return StreamHealth.unknown(nowMillis.getAsLong());
    }
    health.lookedAt();
    return health.report();
  }

  HealthConfig config() {
    return config;
  }

  @Override
  public void close() {
    seconds.shutdownNow();
    analysis.close();
    shows.values().forEach(entry -> entry.meters().close());
    shows.clear();
  }
}
