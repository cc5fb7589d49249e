package live.nigiwai.ingest.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import live.nigiwai.ingest.health.HealthReport.Heard;
import live.nigiwai.show.ShowId;
import org.jspecify.annotations.Nullable;

/**
 * One show's figures for Prometheus, named {@code nigiwai.ingest.health.*}; they go with the show.
 *
 * <p><i>Threading</i>: any thread.
 */
final class HealthMeters implements AutoCloseable {
  private final MeterRegistry registry;
  private final ShowId show;
  private final StreamHealth health;
  private final List<Meter> meters = new ArrayList<>();

  HealthMeters(MeterRegistry registry, ShowId show, StreamHealth health) {
    this.registry = registry;
    this.show = show;
    this.health = health;
    // 0 off, 1 good, 2 warn, 3 bad
    gauge("light", report -> report.light().ordinal());
    gauge("connected", report -> report.connected() ? 1 : 0);
    gauge("video.kilobits", r -> r.video() == null ? Double.NaN : r.video().kilobits());
    gauge("video.frames", r -> r.video() == null ? Double.NaN : r.video().framesPerSecond());
    gauge(
        "video.keyframe.interval.millis",
        r -> r.video() == null ? Double.NaN : r.video().keyFrameIntervalMillis());
    gauge("sound.kilobits", r -> r.sound() == null ? Double.NaN : r.sound().kilobits());
    gauge("sound.offset.millis", r -> r.sound() == null ? Double.NaN : r.sound().offsetMillis());
    gauge("loudness.recent", report -> loudness(heard(report)));
    gauge("network.jitter.millis", report -> report.network().jitterMillis());
    gauge("network.behind.millis", report -> report.network().behindMillis());
    gauge("network.gap.millis", report -> report.network().gapMillis());
    gauge("encoder.lag.millis", report -> report.encoder().lagMillis());
    gauge(
        "encoder.dropped",
        r -> r.encoder().dropped().values().stream().mapToLong(Long::longValue).sum());
    gauge("waiting.millis", report -> report.encoder().waitingMillis());
  }

  private static @Nullable Heard heard(HealthReport report) {
    return report.sound() == null ? null : report.sound().heard();
  }

  private static double loudness(@Nullable Heard heard) {
    return heard == null || heard.recent() == null ? Double.NaN : heard.recent();
  }

  private void gauge(String name, ToDoubleFunction<HealthReport> figure) {
    meters.add(
        Gauge.builder(
                "nigiwai.ingest.health." + name, health, now -> figure.applyAsDouble(now.report()))
            .tag("show", show.value())
            .register(registry));
  }

  @Override
  public void close() {
    meters.forEach(registry::remove);
  }
}
