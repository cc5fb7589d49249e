package live.nigiwai.runtime.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * The program's numbers, in the form Prometheus reads.
 *
 * <p><b>Threading</b>: any thread.
 */
public final class Metrics implements AutoCloseable {
  /** Prometheus' text format. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /** A name made from a viewer's input would end here and not in the heap. */
  private static final int METERS_MAX = 5_000;

  private final PrometheusMeterRegistry registry;
  private final JvmGcMetrics collector;

  private Metrics(PrometheusMeterRegistry registry, JvmGcMetrics collector) {
    this.registry = registry;
    this.collector = collector;
  }

  /** With the Java machine's own numbers: heap, buffers, collections, threads, processor, files. */
  public static Metrics start() {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.config().meterFilter(MeterFilter.maximumAllowableMetrics(METERS_MAX));
    new JvmInfoMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    var collector = new JvmGcMetrics();
    collector.bindTo(registry);
    return new Metrics(registry, collector);
  }

  public MeterRegistry registry() {
    return registry;
  }

  /** Everything, as {@code /metrics} answers it. */
  public String scrape() {
    return registry.scrape(CONTENT_TYPE);
  }

  @Override
  public void close() {
    collector.close();
    registry.close();
  }
}
