package live.nigiwai.shop.catalog;

import java.util.HashSet;
import java.util.List;
import live.nigiwai.show.ProductId;

/**
 * A product as someone wants it to be.
 *
 * @param pictures those that are stored already; shown before {@code images}
 * @param images those that still have to be stored
 */
public record ProductDraft(
    ProductId id,
    LocalText name,
    LocalText description,
    TaxCategory tax,
    int perBuyer,
    int shipsWithinDays,
    List<VariantDraft> variants,
    List<PlacedPicture> pictures,
    List<ImageDraft> images,
    ProductDetail detail,
    boolean archived) {
  public static final int VARIANTS_MAX = 100;
  public static final int IMAGES_MAX = 20;
  public static final int OPTIONS_MAX = 3;

  /** A stored picture, with the words for those who do not see it. */
  public record PlacedPicture(String key, LocalText alt) {}

  public ProductDraft {
    variants = List.copyOf(variants);
    pictures = List.copyOf(pictures);
    images = List.copyOf(images);
    if (name.ja().isBlank()) {
      throw new IllegalArgumentException("a product needs a name");
    }
    if (variants.isEmpty() || variants.size() > VARIANTS_MAX) {
      throw new IllegalArgumentException("a product has 1 to " + VARIANTS_MAX + " variants");
    }
    if (pictures.size() + images.size() > IMAGES_MAX) {
      throw new IllegalArgumentException("a product has at most " + IMAGES_MAX + " images");
    }
    if (detail.options().size() > OPTIONS_MAX) {
      throw new IllegalArgumentException("a product has at most " + OPTIONS_MAX + " options");
    }
    if (tax == TaxCategory.REDUCED && !detail.kind().mayBeReduced()) {
      throw new IllegalArgumentException("goods of this kind are taxed at the standard rate");
    }
    var chosen = new HashSet<List<LocalText>>();
    for (var variant : variants) {
      if (variant.choices().size() != detail.options().size()) {
        throw new IllegalArgumentException("a variant has one choice per option");
      }
      if (!variant.choices().isEmpty() && !chosen.add(variant.choices())) {
        throw new IllegalArgumentException("two variants have the same choices");
      }
    }
    if (new HashSet<>(variants.stream().map(VariantDraft::sku).toList()).size()
        != variants.size()) {
      throw new IllegalArgumentException("two variants have the same SKU");
    }
  }

  /** Ordinary goods of which nothing more is said. */
  public ProductDraft(
      ProductId id,
      LocalText name,
      LocalText description,
      TaxCategory tax,
      int perBuyer,
      int shipsWithinDays,
      List<VariantDraft> variants,
      List<ImageDraft> images) {
    this(
        id,
        name,
        description,
        tax,
        perBuyer,
        shipsWithinDays,
        variants,
        List.of(),
        images,
        ProductDetail.PLAIN,
        false);
  }

  public ProductDraft with(ProductDetail next) {
    return new ProductDraft(
        id,
        name,
        description,
        tax,
        perBuyer,
        shipsWithinDays,
        variants,
        pictures,
        images,
        next,
        archived);
  }
}
