package live.nigiwai.shop;

import java.util.List;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.shop.catalog.CachedCatalog;
import live.nigiwai.shop.catalog.CatalogWriter;
import live.nigiwai.shop.catalog.ProductDraft;
import live.nigiwai.shop.rundown.Cue;
import live.nigiwai.shop.rundown.Rundown;
import live.nigiwai.shop.stock.Level;
import live.nigiwai.shop.stock.Stock;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.timeline.SaleState;

/** Fills the shop through its own rules. Every method may be repeated with the same ids. */
public final class Seeding {
  private static final String ACTOR = "seeding";

  private final Database database;
  private final CatalogWriter writer;
  private final CachedCatalog catalog;
  private final Rundown rundown;
  private final Stock stock;

  Seeding(
      Database database,
      CatalogWriter writer,
      CachedCatalog catalog,
      Rundown rundown,
      Stock stock) {
    this.database = database;
    this.writer = writer;
    this.catalog = catalog;
    this.rundown = rundown;
    this.stock = stock;
  }

  /** Creates the product, or brings its words, pictures and prices up to the draft. */
  public void product(ProductDraft draft) {
    database.transaction(
        sql -> {
          writer.write(sql, draft, ACTOR);
          return true;
        });
    catalog.changed();
  }

  /**
   * Puts the product into the show at a position; where it is already, its sale state stays as the
   * crew left it.
   */
  public void list(ShowId show, ProductId product, int position, SaleState state) {
    database.transaction(
        sql -> {
          writer.list(sql, show, product, position, state);
          return true;
        });
    catalog.changed();
  }

  /** Receives as many units as it takes for {@code units} to be left. */
  public Level stockUpTo(SkuId sku, int units, String reason) {
    return stock.stockUpTo(sku, units, reason, ACTOR);
  }

  /** Replaces the show's cues. */
  public void rundown(ShowId show, List<Cue> cues) {
    database.transaction(
        sql -> {
          rundown.write(sql, show, cues);
          return true;
        });
  }
}
