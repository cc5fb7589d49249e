package live.nigiwai.shop.catalog;

import java.util.List;
import live.nigiwai.show.Money;
import live.nigiwai.show.SkuId;
import org.jspecify.annotations.Nullable;

/**
 * One variant of a product.
 *
 * @param name empty when it is the only one
 * @param price tax included, as of when it was read
 * @param compareAt only where it may be shown now
 * @param choices one per option of the product
 * @param jan 8 or 13 digits
 * @param weightGrams with its packaging; null where nobody said
 */
public record Variant(
    SkuId sku,
    LocalText name,
    Money price,
    @Nullable CompareAt compareAt,
    List<LocalText> choices,
    @Nullable String jan,
    @Nullable Integer weightGrams) {
  public Variant {
    choices = List.copyOf(choices);
  }

  Variant withoutComparison() {
    return new Variant(sku, name, price, null, choices, jan, weightGrams);
  }
}
