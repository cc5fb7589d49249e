package live.nigiwai.shop.pricing;

import java.util.List;
import live.nigiwai.show.Money;

/**
 * Goods of one kind in a {@link Basket}.
 *
 * @param key names the line; unique in its basket
 * @param unit for one, tax included
 * @param shares the rates in it; a single one for anything that is no set
 */
public record BasketLine(
    String key, Money unit, int quantity, List<TaxShare> shares, Taxing taxing) {
  /** 100,000,000 yen, as the catalogue allows. */
  private static final long UNIT_MAX = 100_000_000L;

  private static final int QUANTITY_MAX = 10_000;

  public BasketLine {
    shares = List.copyOf(shares);
    if (unit.yen() < 0 || unit.yen() > UNIT_MAX) {
      throw new IllegalArgumentException("a unit costs 0 to " + UNIT_MAX + " yen");
    }
    if (quantity < 1 || quantity > QUANTITY_MAX) {
      throw new IllegalArgumentException("a line holds 1 to " + QUANTITY_MAX + " units");
    }
    if (shares.stream().mapToLong(TaxShare::weight).sum() < 1) {
      throw new IllegalArgumentException("a line's shares must weigh something");
    }
    if (shares.stream().mapToInt(TaxShare::rate).distinct().count() != shares.size()) {
      throw new IllegalArgumentException("a line has each rate once");
    }
  }

  /** A set whose parts have prices of their own, or anything at a single rate. */
  public BasketLine(String key, Money unit, int quantity, List<TaxShare> shares) {
    this(key, unit, quantity, shares, Taxing.BY_PART);
  }

  /** Goods at one rate. */
  public BasketLine(String key, Money unit, int quantity, int rate) {
    this(key, unit, quantity, List.of(new TaxShare(rate, 1)));
  }

  public Money total() {
    return unit.times(quantity);
  }
}
