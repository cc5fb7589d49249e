package live.nigiwai.shop.pricing;

import java.util.List;
import live.nigiwai.show.Money;

/**
 * Everything that an order's figures follow from.
 *
 * @param discounts applied in this order
 * @param shipping before discounts
 * @param paymentFee for the way of paying, for example cash on delivery 代引手数料
 */
public record Basket(
    List<BasketLine> lines, List<Discount> discounts, Fee shipping, Fee paymentFee) {
  /** More than any cart takes. */
  private static final int LINES_MAX = 200;

  private static final int DISCOUNTS_MAX = 20;

  public Basket {
    lines = List.copyOf(lines);
    discounts = List.copyOf(discounts);
    if (lines.size() > LINES_MAX || discounts.size() > DISCOUNTS_MAX) {
      throw new IllegalArgumentException(
          "a basket holds at most " + LINES_MAX + " lines and " + DISCOUNTS_MAX + " discounts");
    }
    if (lines.stream().map(BasketLine::key).distinct().count() != lines.size()) {
      throw new IllegalArgumentException("two lines of a basket have the same key");
    }
  }

  /** The goods before discounts. */
  public Money subtotal() {
    return lines.stream().map(BasketLine::total).reduce(Money.ZERO, Money::plus);
  }
}
