package live.nigiwai.shop.stock;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * How the lanes are doing.
 *
 * @param batch presses per transaction
 * @param busy presses refused because a queue was full
 * @param fromMemory presses answered "sold out" without the database
 */
record LaneMetrics(DistributionSummary batch, Counter busy, Counter fromMemory) {
  static LaneMetrics in(MeterRegistry meters) {
    return new LaneMetrics(
        meters.summary("nigiwai.shop.lane.batch"),
        meters.counter("nigiwai.shop.lane.busy"),
        meters.counter("nigiwai.shop.lane.sold.out.from.memory"));
  }
}
