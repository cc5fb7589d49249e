package live.nigiwai.ingest.archive;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;

/**
 * What recording counts, named {@code nigiwai.ingest.recording.*}.
 *
 * <p><i>Threading</i>: any thread.
 */
final class ArchiveMeters {
  private final MeterRegistry registry;
  private final Counter segments;
  private final Counter bytes;
  private final Counter lost;
  private final Counter stops;
  private final Counter stored;
  private final Counter storageFailures;
  private final Counter expired;
  private final AtomicInteger stopped = new AtomicInteger();

  ArchiveMeters(MeterRegistry registry) {
    this.registry = registry;
    segments = registry.counter("nigiwai.ingest.recording.segments");
    bytes = registry.counter("nigiwai.ingest.recording.bytes");
    lost = registry.counter("nigiwai.ingest.recording.segments.lost");
    stops = registry.counter("nigiwai.ingest.recording.stops");
    stored = registry.counter("nigiwai.ingest.recording.chunks.stored");
    storageFailures = registry.counter("nigiwai.ingest.recording.storage.failures");
    expired = registry.counter("nigiwai.ingest.recording.expired");
    registry.gauge("nigiwai.ingest.recording.stopped", stopped);
  }

  <T> void watch(String name, T owner, ToDoubleFunction<T> value) {
    registry.gauge("nigiwai.ingest.recording." + name, owner, value);
  }

  void kept(int length) {
    segments.increment();
    bytes.increment(length);
  }

  void lost() {
    lost.increment();
  }

  void stopped() {
    stops.increment();
    stopped.incrementAndGet();
  }

  void startedAgain() {
    stopped.decrementAndGet();
  }

  void stored() {
    stored.increment();
  }

  void storageFailed() {
    storageFailures.increment();
  }

  void expired() {
    expired.increment();
  }
}
