package live.nigiwai.shop.catalog;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import live.nigiwai.show.Money;
import live.nigiwai.show.SkuId;
import org.jspecify.annotations.Nullable;

/**
 * What a set セット is made of. A set is sold under a SKU of its own, with a counter of its own: its
 * units are put together before the show.
 *
 * @param parts two or more, in the order they are shown
 */
public record Composition(Kind kind, List<Part> parts) {
  public static final int PARTS_MAX = 20;

  /** So that all parts together stay within what figures are weighed by. */
  public static final long VALUE_MAX = 50_000_000L;

  /** How a set is taxed. */
  public enum Kind {
    /** Every part has its price: the set's price is split over the rates by them. 一括譲渡. */
    SEPARATE,
    /**
     * One price for the whole 一体資産: at the reduced rate when it costs at most 10,000 yen before tax
     * and food is two thirds of its value or more, else at the standard rate (消費税法施行令 第2条の3).
     */
    SINGLE_ASSET
  }

  /**
   * One kind of thing in a set.
   *
   * @param sku where the shop also sells it alone
   * @param value of all its units in the set, tax included; relative to the other parts
   */
  public record Part(
      LocalText name, @Nullable SkuId sku, int quantity, Money value, TaxCategory tax) {
    public Part {
      if (name.ja().isBlank() || quantity < 1 || quantity > 99) {
        throw new IllegalArgumentException("a part has a name and 1 to 99 units");
      }
      if (value.yen() < 1 || value.yen() > VALUE_MAX) {
        throw new IllegalArgumentException("a part is worth 1 to " + VALUE_MAX + " yen");
      }
    }
  }

  public Composition {
    parts = List.copyOf(parts);
    if (parts.size() < 2 || parts.size() > PARTS_MAX) {
      throw new IllegalArgumentException("a set has 2 to " + PARTS_MAX + " kinds of parts");
    }
  }

  public long value() {
    return parts.stream().mapToLong(part -> part.value().yen()).sum();
  }

  /** The parts' values per tax category. */
  public SortedMap<TaxCategory, Long> values() {
    var values = new TreeMap<TaxCategory, Long>();
    parts.forEach(part -> values.merge(part.tax(), part.value().yen(), Long::sum));
    return values;
  }

  /** Whether food makes up two thirds of the value or more. */
  public boolean isMostlyFood() {
    long food = values().getOrDefault(TaxCategory.REDUCED, 0L);
    return Math.multiplyExact(food, 3L) >= Math.multiplyExact(value(), 2L);
  }
}
