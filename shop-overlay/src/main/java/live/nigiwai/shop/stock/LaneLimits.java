package live.nigiwai.shop.stock;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * What all lanes share.
 *
 * @param nanos a monotonic clock
 * @param jitter between 0 and 1, so that those who were turned away do not return together
 */
record LaneLimits(
    int queueMax,
    int batchMax,
    Duration soldOutMemory,
    LongSupplier nanos,
    DoubleSupplier jitter,
    LaneMetrics metrics) {}
