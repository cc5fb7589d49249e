package live.nigiwai.ingest.rtmp;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.IntSupplier;

/**
 * What the RTMP server counts.
 *
 * <p><i>Threading</i>: any thread.
 */
final class RtmpMeters {
  private static final String PREFIX = "nigiwai.ingest.rtmp.";

  private final MeterRegistry registry;
  private final Counter received;
  private final Counter publishes;
  private final Counter takeovers;
  private final Counter pauses;
  private final Counter failovers;
  private final Counter returns;
  private final Counter returnsPostponed;
  private final Counter standbyOverflows;
  private final Counter forgotten;

  RtmpMeters(MeterRegistry registry) {
    this.registry = registry;
    this.received = counter("received", "Bytes received from publishers");
    this.publishes = counter("publishes", "Publishes admitted");
    this.takeovers = counter("takeovers", "Publishers displaced by a newer one of their show");
    this.pauses = counter("pauses", "Times the media side could not keep up and reading stopped");
    this.failovers = counter("failovers", "Times a backup encoder took over from the main one");
    this.returns = counter("returns", "Times the main encoder came back on air from its backup");
    this.returnsPostponed =
        counter("returns.postponed", "Returns put off, since there were too many in a minute");
    this.standbyOverflows =
        counter("standby.overflows", "Times media kept for a takeover outgrew standbyBytesMax");
    this.forgotten =
        counter("forgotten", "Addresses and shows whose attempts outgrew countedNamesMax");
  }

  void watch(IntSupplier connections, IntSupplier shows, IntSupplier standingBy) {
    Gauge.builder(PREFIX + "connections", connections::getAsInt)
        .description("Open RTMP connections")
        .strongReference(true)
        .register(registry);
    Gauge.builder(PREFIX + "onair", shows::getAsInt)
        .description("Shows with a publisher")
        .strongReference(true)
        .register(registry);
    Gauge.builder(PREFIX + "standby", standingBy::getAsInt)
        .description("Publishers that stand by for the other encoder of their show")
        .strongReference(true)
        .register(registry);
  }

  void received(int bytes) {
    received.increment(bytes);
  }

  void published() {
    publishes.increment();
  }

  void tookOver() {
    takeovers.increment();
  }

  void failedOver() {
    failovers.increment();
  }

  void cameBack() {
    returns.increment();
  }

  void returnPostponed() {
    returnsPostponed.increment();
  }

  void standbyOverflowed() {
    standbyOverflows.increment();
  }

  void forgot() {
    forgotten.increment();
  }

  void paused() {
    pauses.increment();
  }

  /**
   * A connection was refused or sent away.
   *
   * @param limit the name of the limit it reached, or of the rule it broke
   */
  void refused(String limit) {
    Counter.builder(PREFIX + "refused")
        .description("Connections refused or sent away, by the limit or rule")
        .tag("limit", limit)
        .register(registry)
        .increment();
  }

  private Counter counter(String name, String description) {
    return Counter.builder(PREFIX + name).description(description).register(registry);
  }
}
