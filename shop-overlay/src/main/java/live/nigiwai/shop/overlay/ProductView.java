package live.nigiwai.shop.overlay;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import live.nigiwai.shop.catalog.CompareAt;
import live.nigiwai.shop.catalog.Composition;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.catalog.Picture;
import live.nigiwai.shop.catalog.Product;
import live.nigiwai.shop.catalog.ProductKind;
import live.nigiwai.show.ProductId;
import org.jspecify.annotations.Nullable;

/**
 * A product in a show on the wire.
 *
 * @param licence {@code alcohol}, {@code second_hand} or {@code medicine}; null for ordinary goods
 * @param licenceText what must stand beside the price, as large as it
 * @param shipsOn a preorder ships from this day, in Japan, {@code 2026-12-01}
 * @param parts null for what is no set
 * @param talkingPoints for staff only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProductView(
    String id,
    String name,
    String nameEn,
    String description,
    String descriptionEn,
    List<ImageView> images,
    int taxRate,
    String state,
    int perBuyer,
    List<VariantView> variants,
    @Nullable String licence,
    @Nullable String licenceText,
    @Nullable String licenceTextEn,
    String notes,
    String notesEn,
    @Nullable String shipsOn,
    List<LocalText> options,
    List<String> goesWith,
    @Nullable List<PartView> parts,
    @Nullable List<LocalText> talkingPoints) {

  /** What beyond its own words a product shows. */
  static ProductView of(
      Product product, String state, List<VariantView> variants, boolean forStaff) {
    var detail = product.detail();
    var kind = detail.kind();
    var warning = kind.needsAge() ? kind.warning() : product.licence();
    boolean plain = kind == ProductKind.GENERAL;
    var shipsFrom = detail.shipsFrom();
    var composition = detail.composition();
    return new ProductView(
        product.id().value(),
        product.name().ja(),
        product.name().en(),
        product.description().ja(),
        product.description().en(),
        product.pictures().stream().map(ImageView::of).toList(),
        product.taxRate(),
        state,
        product.perBuyer(),
        variants,
        plain ? null : kind.name().toLowerCase(Locale.ROOT),
        plain ? null : warning.ja(),
        plain ? null : warning.en(),
        detail.notes().ja(),
        detail.notes().en(),
        shipsFrom == null ? null : shipsFrom.toString(),
        detail.options(),
        detail.goesWith().stream().map(ProductId::value).toList(),
        composition == null ? null : composition.parts().stream().map(PartView::of).toList(),
        forStaff ? detail.talkingPoints() : null);
  }

  /** What a set is made of. */
  record PartView(String name, String nameEn, int quantity) {
    static PartView of(Composition.Part part) {
      return new PartView(part.name().ja(), part.name().en(), part.quantity());
    }
  }

  /**
   * @param srcset the same picture as WebP in several widths, as HTML writes it; empty where there
   *     is only the one
   */
  record ImageView(String url, String alt, String altEn, int width, int height, String srcset) {
    static ImageView of(Picture picture) {
      return new ImageView(
          picture.url(),
          picture.alt().ja(),
          picture.alt().en(),
          picture.width(),
          picture.height(),
          picture.renditions().stream()
              .map(it -> it.url() + " " + it.width() + "w")
              .collect(Collectors.joining(", ")));
    }
  }

  /** A price beside the price. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record CompareAtView(String kind, long price, @Nullable String sourceUrl) {
    static @Nullable CompareAtView of(@Nullable CompareAt compareAt) {
      return compareAt == null
          ? null
          : new CompareAtView(
              compareAt.kind().name().toLowerCase(Locale.ROOT),
              compareAt.price().yen(),
              compareAt.source());
    }
  }

  /**
   * @param own whether the units are this show's alone この番組分; absent where they are not
   * @param onHand for staff only, like the two after it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record VariantView(
      String sku,
      String name,
      String nameEn,
      long price,
      @Nullable CompareAtView compareAt,
      List<LocalText> choices,
      int left,
      int of,
      @Nullable Boolean own,
      @Nullable Integer onHand,
      @Nullable Integer held,
      @Nullable Integer sold) {}
}
