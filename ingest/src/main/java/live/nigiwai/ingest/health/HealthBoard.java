package live.nigiwai.ingest.health;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import live.nigiwai.show.ShowId;
import org.jspecify.annotations.Nullable;

/**
 * The health of every show on this node. As many entries as there are shows with pictures.
 *
 * <p><i>Threading</i>: any thread. A thread of its own listens to the sound of all shows.
 */
public final class HealthBoard implements AutoCloseable {
  private record Entry(StreamHealth health, HealthMeters meters) {}

  private final HealthConfig config;
  private final MeterRegistry registry;
  private final LongSupplier nowMillis;
  private final SoundAnalysis analysis;
  private final Map<ShowId, Entry> shows = new ConcurrentHashMap<>();
  private final Map<ShowId, StreamHealth> rehearsals = new ConcurrentHashMap<>();

  private HealthBoard(HealthConfig config, MeterRegistry registry, LongSupplier nowMillis) {
    this.config = config;
    this.registry = registry;
    this.nowMillis = nowMillis;
    this.analysis = new SoundAnalysis(config, registry);
  }

  public static HealthBoard open(
      HealthConfig config, MeterRegistry registry, LongSupplier nowMillis) {
    return new HealthBoard(config, registry, nowMillis);
  }

  /** A show has pictures from now on; what was known about it before is forgotten. */
  public StreamHealth add(ShowId show) {
    StreamHealth health = new StreamHealth(config, analysis, false, nowMillis.getAsLong());
    Entry before = shows.remove(show);
    if (before != null) {
      before.meters().close();
    }
    shows.put(show, new Entry(health, new HealthMeters(registry, show, health)));
    return health;
  }

  /** A show is rehearsed from now on; that is told while the show itself has no publisher. */
  public StreamHealth rehearse(ShowId show) {
    StreamHealth health = new StreamHealth(config, analysis, true, nowMillis.getAsLong());
    rehearsals.put(show, health);
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
    StreamHealth rehearsal = rehearsals.get(show);
    boolean onAir = health != null && health.report().connected();
    if (rehearsal != null && !onAir && rehearsal.report().connected()) {
      health = rehearsal;
    }
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
    analysis.close();
    shows.values().forEach(entry -> entry.meters().close());
    shows.clear();
    rehearsals.clear();
  }
}
