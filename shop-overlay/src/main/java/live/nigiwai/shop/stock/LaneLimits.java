package live.nigiwai.shop.stock;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What all lanes share.
 *
 * @param nanos a monotonic clock
 */
record LaneLimits(
    int queueMax, int batchMax, Duration soldOutMemory, LongSupplier nanos, LaneMetrics metrics) {}
