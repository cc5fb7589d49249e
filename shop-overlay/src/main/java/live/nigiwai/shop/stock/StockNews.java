package live.nigiwai.shop.stock;

import live.nigiwai.shop.catalog.Catalog;
import live.nigiwai.show.timeline.ShowState;
import live.nigiwai.show.timeline.Timelines;
import live.nigiwai.show.timeline.Versioned;

/**
 * Tells every show that lists a product how many units are left, after the commit that changed it.
 * The row's version goes with it, so a late announcement never replaces a newer one; what a crash
 * swallowed is announced again at the next start.
 */
final class StockNews {
  private final Timelines timelines;
  private final Catalog catalog;

  StockNews(Timelines timelines, Catalog catalog) {
    this.timelines = timelines;
    this.catalog = catalog;
  }

  void announce(Level level) {
    var state = new ShowState.StockLeft(level.sku(), level.product(), level.left(), level.of());
    for (var show : catalog.showsListing(level.product())) {
      timelines.stage(show).announce(new Versioned(state, level.version()));
    }
  }
}
