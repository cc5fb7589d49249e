package live.nigiwai.shop.pricing;

import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.show.Money;

/**
 * A reduction of the price 値引き: it lowers the taxable amount. (A means of payment would not.)
 *
 * @param source what grants it, for example {@code coupon:ID}
 * @param label what the buyer reads
 */
public record Discount(String source, LocalText label, Reduction reduction) {
  /** How much. */
  public sealed interface Reduction {
    /** So many yen of the goods, at most all of them. */
    record Yen(Money amount) implements Reduction {
      public Yen {
        if (amount.yen() < 0) {
          throw new IllegalArgumentException("a discount is not negative");
        }
      }
    }

    /** So much of what the goods still cost after the discounts before it, rounded down to yen. */
    record Percent(int percent) implements Reduction {
      public Percent {
        if (percent < 0 || percent > 100) {
          throw new IllegalArgumentException("a discount is 0 to 100 percent");
        }
      }
    }

    /** The shipping fee, whatever it is. */
    record FreeShipping() implements Reduction {}
  }
}
