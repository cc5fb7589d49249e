package live.nigiwai.shop.stock;

import java.util.Map;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.shop.catalog.Catalog;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.timeline.ShowState;
import live.nigiwai.show.timeline.Timelines;
import live.nigiwai.show.timeline.Versioned;
import org.jspecify.annotations.Nullable;

/**
 * Tells every show that lists a product how many units are left, after the commit that changed it.
 * The row's version goes with it, so a late announcement never replaces a newer one; what a crash
 * swallowed is announced again at the next start. A show with units of its own hears of those.
 */
final class StockNews {
  private final Timelines timelines;
  private final Catalog catalog;
  private final Database database;
  private final AllotmentRows allotments;

  StockNews(Timelines timelines, Catalog catalog, Database database, AllotmentRows allotments) {
    this.timelines = timelines;
    this.catalog = catalog;
    this.database = database;
    this.allotments = allotments;
  }

  void announce(Level level) {
    // Read after the commit that made this version: it says at least what that version says.
    var own =
        level.allotments() == 0
            ? Map.<ShowId, Allotment>of()
            : database.query(sql -> allotments.open(sql, level));
    for (var show : catalog.showsListing(level.product())) {
      timelines.stage(show).announce(new Versioned(state(level, own.get(show)), level.version()));
    }
  }

  private static ShowState state(Level level, @Nullable Allotment own) {
    return own == null
        ? new ShowState.StockLeft(level.sku(), level.product(), level.left(), level.of(), false)
        : new ShowState.StockLeft(level.sku(), level.product(), own.left(), own.units(), true);
  }
}
