package live.nigiwai.shop.catalog;

import java.time.LocalDate;
import java.util.List;
import live.nigiwai.show.ProductId;
import org.jspecify.annotations.Nullable;

/**
 * What a product is beyond its name and price.
 *
 * @param notes how it feels, tastes or smells
 * @param talkingPoints for the presenter; viewers never see them
 * @param options what a variant is chosen by, such as colour and size; at most three
 * @param shipsFrom a preorder ships from this day, in Japan; null for what is there
 * @param goesWith other products, best first
 * @param composition null for what is no set
 */
public record ProductDetail(
    ProductKind kind,
    LocalText notes,
    List<LocalText> talkingPoints,
    List<LocalText> options,
    @Nullable LocalDate shipsFrom,
    List<ProductId> goesWith,
    @Nullable Composition composition) {
  /** Ordinary goods of which nothing more is said. */
  public static final ProductDetail PLAIN =
      new ProductDetail(
          ProductKind.GENERAL, LocalText.EMPTY, List.of(), List.of(), null, List.of(), null);

  public ProductDetail {
    talkingPoints = List.copyOf(talkingPoints);
    options = List.copyOf(options);
    goesWith = List.copyOf(goesWith);
  }

  public ProductDetail withTalkingPoints(List<LocalText> points) {
    return new ProductDetail(kind, notes, points, options, shipsFrom, goesWith, composition);
  }

  public ProductDetail withKind(ProductKind next) {
    return new ProductDetail(next, notes, talkingPoints, options, shipsFrom, goesWith, composition);
  }

  public ProductDetail withComposition(Composition parts) {
    return new ProductDetail(kind, notes, talkingPoints, options, shipsFrom, goesWith, parts);
  }

  public ProductDetail withShipsFrom(@Nullable LocalDate day) {
    return new ProductDetail(kind, notes, talkingPoints, options, day, goesWith, composition);
  }
}
