package live.nigiwai.shop.catalog;

import java.util.List;
import java.util.Optional;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.SkuId;

/**
 * A product as the shop describes it, whatever the show.
 *
 * @param taxRate percent, as of today in Japan
 * @param perBuyer units of it that one buyer may take in one show
 * @param shipsWithinDays counted from the order
 */
public record Product(
    ProductId id,
    LocalText name,
    LocalText description,
    int taxRate,
    int perBuyer,
    int shipsWithinDays,
    List<Picture> pictures,
    List<Variant> variants) {
  public Product {
    pictures = List.copyOf(pictures);
    variants = List.copyOf(variants);
  }

  public Optional<Variant> variant(SkuId sku) {
    return variants.stream().filter(variant -> variant.sku().equals(sku)).findFirst();
  }
}
