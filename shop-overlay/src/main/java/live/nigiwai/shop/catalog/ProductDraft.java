package live.nigiwai.shop.catalog;

import java.util.List;
import live.nigiwai.show.ProductId;

/** A product as someone wants it to be. */
public record ProductDraft(
    ProductId id,
    LocalText name,
    LocalText description,
    TaxCategory tax,
    int perBuyer,
    int shipsWithinDays,
    List<VariantDraft> variants,
    List<ImageDraft> images) {
  private static final int VARIANTS_MAX = 100;
  private static final int IMAGES_MAX = 20;

  public ProductDraft {
    variants = List.copyOf(variants);
    images = List.copyOf(images);
    if (name.ja().isBlank()) {
      throw new IllegalArgumentException("a product needs a name");
    }
    if (variants.isEmpty() || variants.size() > VARIANTS_MAX) {
      throw new IllegalArgumentException("a product has 1 to " + VARIANTS_MAX + " variants");
    }
    if (images.size() > IMAGES_MAX) {
      throw new IllegalArgumentException("a product has at most " + IMAGES_MAX + " images");
    }
  }
}
