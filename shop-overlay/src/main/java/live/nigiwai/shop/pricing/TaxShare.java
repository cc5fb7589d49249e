package live.nigiwai.shop.pricing;

/**
 * The part of a price that lies at one tax rate.
 *
 * @param rate percent
 * @param weight its share, relative to the other shares of the same price; usually the part's own
 *     price in yen
 */
public record TaxShare(int rate, long weight) {
  private static final long WEIGHT_MAX = 1_000_000_000L;

  public TaxShare {
    if (rate < 0 || rate > 100) {
      throw new IllegalArgumentException("a tax rate is 0 to 100 percent");
    }
    if (weight < 0 || weight > WEIGHT_MAX) {
      throw new IllegalArgumentException("a share's weight is 0 to " + WEIGHT_MAX);
    }
  }
}
