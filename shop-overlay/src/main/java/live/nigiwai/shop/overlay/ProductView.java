package live.nigiwai.shop.overlay;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A product in a show on the wire. */
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
    List<VariantView> variants) {

  record ImageView(String url, String alt, String altEn, int width, int height) {}

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
      int left,
      int of,
      @Nullable Boolean own,
      @Nullable Integer onHand,
      @Nullable Integer held,
      @Nullable Integer sold) {}
}
