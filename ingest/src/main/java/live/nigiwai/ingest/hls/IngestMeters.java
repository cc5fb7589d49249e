package live.nigiwai.ingest.hls;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import live.nigiwai.ingest.transcode.InProcessTranscoder;
import live.nigiwai.ingest.transcode.Pace;

/**
 * What the ingest counts, named {@code nigiwai.ingest.*}.
 *
 * <p><i>Threading</i>: any thread.
 */
final class IngestMeters implements InProcessTranscoder.Meter {
  private final MeterRegistry registry;
  private final Counter damaged;
  private final Counter lateSound;
  private final Counter silence;
  private final Counter slates;
  private final Counter overflow;
  private final Counter refused;
  private final Timer lag;
  private final AtomicInteger live = new AtomicInteger();

  IngestMeters(MeterRegistry registry) {
    this.registry = registry;
    damaged = registry.counter("nigiwai.ingest.media.damaged");
    lateSound = registry.counter("nigiwai.ingest.sound.late");
    silence = registry.counter("nigiwai.ingest.sound.silence");
    slates = registry.counter("nigiwai.ingest.slates");
    overflow = registry.counter("nigiwai.ingest.waiting.overflow");
    refused = registry.counter("nigiwai.ingest.publishers.refused");
    lag = registry.timer("nigiwai.ingest.encoder.lag");
    registry.gauge("nigiwai.ingest.streams.live", live);
  }

  void segment(String rung, boolean gap) {
    registry
        .counter("nigiwai.ingest.segments", "rung", rung, "gap", Boolean.toString(gap))
        .increment();
  }

  void lateSound() {
    lateSound.increment();
  }

  void paced(Pace pace) {
    registry
        .counter("nigiwai.ingest.paced", "pace", pace.name().toLowerCase(Locale.ROOT))
        .increment();
  }

  void suspended(String rung) {
    registry.counter("nigiwai.ingest.rungs.suspended", "rung", rung).increment();
  }

  void slate() {
    slates.increment();
  }

  void silence() {
    silence.increment();
  }

  void overflow() {
    overflow.increment();
  }

  void refused() {
    refused.increment();
  }

  void live(int change) {
    live.addAndGet(change);
  }

  @Override
  public void damaged() {
    damaged.increment();
  }

  @Override
  public void dropped(String rung) {
    registry.counter("nigiwai.ingest.frames.dropped", "rung", rung).increment();
  }

  @Override
  public void lag(Duration age) {
    lag.record(age);
  }
}
