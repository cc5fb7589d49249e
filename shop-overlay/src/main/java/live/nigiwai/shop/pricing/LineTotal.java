package live.nigiwai.shop.pricing;

import java.util.List;
import live.nigiwai.show.Money;

/**
 * What one line of a basket comes to, per rate; what a return of it gives back follows from this.
 *
 * @param key the basket line's
 * @param parts highest rate first, at least one
 */
public record LineTotal(String key, int quantity, List<Part> parts) {
  public LineTotal {
    parts = List.copyOf(parts);
    if (parts.isEmpty() || quantity < 1) {
      throw new IllegalArgumentException("a line holds at least one unit at one rate");
    }
  }

  /**
   * The line's amount at one rate.
   *
   * @param gross before discounts, tax included
   * @param discount the line's share of the order's discounts
   */
  public record Part(int rate, Money gross, Money discount) {
    public Part {
      if (discount.yen() < 0 || discount.compareTo(gross) > 0) {
        throw new IllegalArgumentException("a line's discount is between nothing and all of it");
      }
    }

    /** What is paid for it. */
    public Money net() {
      return gross.minus(discount);
    }
  }

  /** What is paid for the line, discounts taken off. */
  public Money net() {
    return parts.stream().map(Part::net).reduce(Money.ZERO, Money::plus);
  }

  /** Percent; of a set with several rates the highest. */
  public int mainRate() {
    return parts.getFirst().rate();
  }
}
