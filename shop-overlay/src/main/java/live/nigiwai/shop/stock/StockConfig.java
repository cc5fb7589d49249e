package live.nigiwai.shop.stock;

import java.time.Duration;

/**
 * How stock behaves.
 *
 * @param location where online orders are taken from
 * @param holdFor how long a tap reserves
 * @param holdMax how long a hold may live at most, however often a card is declined
 * @param soldOutMemory how long memory may answer "sold out" after a commit that saw none left; at
 *     most 250 ms
 * @param sweepEvery how often holds that ran out are returned
 * @param laneQueueMax presses that may wait for one SKU; the next is told to come back
 * @param laneBatchMax presses in one transaction
 */
public record StockConfig(
    String location,
    Duration holdFor,
    Duration holdMax,
    Duration soldOutMemory,
    Duration sweepEvery,
    int laneQueueMax,
    int laneBatchMax) {
  private static final Duration SOLD_OUT_MEMORY_MAX = Duration.ofMillis(250);

  public StockConfig {
    if (location.isBlank()) {
      throw new IllegalArgumentException("stock.location must not be blank");
    }
    if (holdFor.isNegative() || holdFor.isZero() || holdMax.compareTo(holdFor) < 0) {
      throw new IllegalArgumentException("stock.holdFor must be positive and at most holdMax");
    }
    if (soldOutMemory.isNegative() || soldOutMemory.compareTo(SOLD_OUT_MEMORY_MAX) > 0) {
      throw new IllegalArgumentException("stock.soldOutMemory must be 0 to 250 ms");
    }
    if (sweepEvery.toMillis() < 10) {
      throw new IllegalArgumentException("stock.sweepEvery must be at least 10 ms");
    }
    if (laneQueueMax < 1 || laneBatchMax < 1 || laneBatchMax > 500) {
      throw new IllegalArgumentException("stock.laneQueueMax ≥ 1 and stock.laneBatchMax 1 to 500");
    }
  }

  public static StockConfig defaults() {
    return new StockConfig(
        "main",
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        1_000,
        100);
  }
}
