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
import live.nigiwai.shop.stock.Allotment;
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
    return views(show, listed, false);
  }

  /** Everything, with the counters. */
  List<ProductView> forStaff(ShowId show) {
    return views(show, catalog.listed(show), true);
  }

  private List<ProductView> views(ShowId show, List<Listed> listed, boolean counters) {
    var skus =
        listed.stream().flatMap(it -> it.product().variants().stream()).map(Variant::sku).toList();
    var levels =
        stock.levels(skus).stream().collect(Collectors.toMap(Level::sku, Function.identity()));
    var own =
        levels.values().stream().anyMatch(level -> level.allotments() > 0)
            ? stock.allotments(show, skus).stream()
                .collect(Collectors.toMap(Allotment::sku, Function.identity()))
            : Map.<SkuId, Allotment>of();
    return listed.stream().map(it -> view(it, levels, own, counters)).toList();
  }

  private static ProductView view(
      Listed listed, Map<SkuId, Level> levels, Map<SkuId, Allotment> own, boolean counters) {
    var product = listed.product();
    return ProductView.of(
        product,
        listed.state().name().toLowerCase(Locale.ROOT),
        product.variants().stream()
            .map(
                variant ->
                    view(variant, levels.get(variant.sku()), own.get(variant.sku()), counters))
            .toList(),
        counters);
  }

  /** What is left is what a buyer of this show could have. */
  private static VariantView view(
      Variant variant, @Nullable Level level, @Nullable Allotment own, boolean counters) {
    var counted = counters ? level : null;
    int left = level == null ? 0 : level.left();
    int of = level == null ? 0 : level.of();
    return new VariantView(
        variant.sku().value(),
        variant.name().ja(),
        variant.name().en(),
        variant.price().yen(),
        CompareAtView.of(variant.compareAt()),
        variant.choices(),
        own == null ? left : own.left(),
        own == null ? of : own.units(),
        own == null ? null : true,
        counted == null ? null : counted.onHand(),
        counted == null ? null : counted.held(),
        counted == null ? null : counted.committed());
  }
}
