package live.nigiwai.shop.catalog;

import java.util.List;
import live.nigiwai.show.Money;
import live.nigiwai.show.SkuId;
import org.jspecify.annotations.Nullable;

/**
 * A variant as someone wants it to be.
 *
 * @param price tax included
 * @param compareAt as wished; shown only while it may be
 * @param choices one per option of the product
 * @param jan 8 or 13 digits
 * @param weightGrams with its packaging
 */
public record VariantDraft(
    SkuId sku,
    LocalText name,
    Money price,
    @Nullable CompareAt compareAt,
    List<LocalText> choices,
    @Nullable String jan,
    @Nullable Integer weightGrams) {
  private static final long PRICE_MAX = 100_000_000L;
  private static final int WEIGHT_MAX = 1_000_000;

  public VariantDraft {
    choices = List.copyOf(choices);
    if (price.yen() < 0 || price.yen() > PRICE_MAX) {
      throw new IllegalArgumentException("a price is 0 to " + PRICE_MAX + " yen");
    }
    if (jan != null && !Jan.isGood(jan)) {
      throw new IllegalArgumentException("not a JAN code: " + jan);
    }
    if (weightGrams != null && (weightGrams < 1 || weightGrams > WEIGHT_MAX)) {
      throw new IllegalArgumentException("a weight is 1 to " + WEIGHT_MAX + " g");
    }
  }

  /** A variant of which nothing more is said. */
  public VariantDraft(SkuId sku, LocalText name, Money price) {
    this(sku, name, price, null, List.of(), null, null);
  }
}
