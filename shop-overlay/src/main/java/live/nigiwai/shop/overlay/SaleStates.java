package live.nigiwai.shop.overlay;

import live.nigiwai.runtime.timeline.TimelineWriter;
import live.nigiwai.shop.catalog.CachedCatalog;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.timeline.Draft;
import live.nigiwai.show.timeline.Log;
import live.nigiwai.show.timeline.SaleState;
import live.nigiwai.show.timeline.ShowState;
import live.nigiwai.show.timeline.TimelineEvent;

/**
 * What can be bought in a show. Takes effect at once, whatever is on the viewers' pictures; holds
 * taken before stay good.
 */
public final class SaleStates {
  private final TimelineWriter timelines;
  private final CachedCatalog catalog;

  public SaleStates(TimelineWriter timelines, CachedCatalog catalog) {
    this.timelines = timelines;
    this.catalog = catalog;
  }

  /** Returns whether the product is listed in the show. Setting the same state again is no fact. */
  public boolean change(ShowId show, ProductId product, SaleState next, Actor actor) {
    boolean listed =
        timelines.act(
            show,
            action -> {
              var sql = action.sql();
              var before =
                  sql.one(
                      "SELECT state FROM shop_listing WHERE show_id = $1 AND product_id = $2"
                          + " FOR NO KEY UPDATE",
                      row -> SaleState.valueOf(row.getString(0)),
                      show.value(),
                      product.value());
              if (before.isEmpty() || before.get() == next) {
                return before.isPresent();
              }
              sql.change(
                  "UPDATE shop_listing SET state = $3 WHERE show_id = $1 AND product_id = $2",
                  show.value(),
                  product.value(),
                  next.name());
              action.append(
                  Log.STAGE,
                  new Draft(null, actor, null, new TimelineEvent.SaleStateChanged(product, next)));
              action.put(Log.STAGE, new ShowState.ProductSale(product, next));
              var audit = new TimelineEvent.StaffActed("sale_state", product + " " + next.name());
              action.append(Log.BACKSTAGE, new Draft(null, actor, null, audit));
              return true;
            });
    catalog.changed();
    return listed;
  }
}
