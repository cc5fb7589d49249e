package live.nigiwai.shop.pricing;

import live.nigiwai.show.Money;

/**
 * What is asked for besides the goods: shipping, cash on delivery.
 *
 * @param amount tax included
 * @param rate percent of tax within it
 */
public record Fee(Money amount, int rate) {
  /** Nothing to pay. */
  public static final Fee NONE = new Fee(Money.ZERO, 0);

  public Fee {
    if (amount.yen() < 0 || rate < 0 || rate > 100) {
      throw new IllegalArgumentException("a fee is not negative, its rate 0 to 100 percent");
    }
  }
}
