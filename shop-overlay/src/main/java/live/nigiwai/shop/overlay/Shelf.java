package live.nigiwai.shop.overlay;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import live.nigiwai.shop.catalog.Catalog;
import live.nigiwai.shop.catalog.Listed;
import live.nigiwai.shop.catalog.Variant;
import live.nigiwai.shop.overlay.ProductView.CompareAtView;
import live.nigiwai.shop.overlay.ProductView.VariantView;
import live.nigiwai.shop.stock.Level;
import live.nigiwai.shop.stock.Stock;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.timeline.SaleState;
import org.jspecify.annotations.Nullable;

/** A show's products together with what is left of them. */
public final class Shelf {
  private final Catalog catalog;
  private final Stock stock;

  public Shelf(Catalog catalog, Stock stock) {
    this.catalog = catalog;
    this.stock = stock;
  }

  /** What viewers may see: nothing hidden, and only what is left. */
  List<ProductView> forViewers(ShowId show) {
    var listed =
        catalog.listed(show).stream().filter(it -> it.state() != SaleState.HIDDEN).toList();
    return views(listed, false);
  }

  /** Everything, with the counters. */
  List<ProductView> forStaff(ShowId show) {
    return views(catalog.listed(show), true);
  }

  private List<ProductView> views(List<Listed> listed, boolean counters) {
    var skus =
        listed.stream().flatMap(it -> it.product().variants().stream()).map(Variant::sku).toList();
    var levels =
        stock.levels(skus).stream().collect(Collectors.toMap(Level::sku, Function.identity()));
    return listed.stream().map(it -> view(it, levels, counters)).toList();
  }

  private static ProductView view(Listed listed, Map<SkuId, Level> levels, boolean counters) {
    var product = listed.product();
    return ProductView.of(
        product,
        listed.state().name().toLowerCase(Locale.ROOT),
        product.variants().stream()
            .map(variant -> view(variant, levels.get(variant.sku()), counters))
            .toList(),
        counters);
  }

  private static VariantView view(Variant variant, @Nullable Level level, boolean counters) {
    var counted = counters ? level : null;
    return new VariantView(
        variant.sku().value(),
        variant.name().ja(),
        variant.name().en(),
        variant.price().yen(),
        CompareAtView.of(variant.compareAt()),
        variant.choices(),
        level == null ? 0 : level.left(),
        level == null ? 0 : level.of(),
        counted == null ? null : counted.onHand(),
        counted == null ? null : counted.held(),
        counted == null ? null : counted.committed());
  }
}
