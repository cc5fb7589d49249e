package live.nigiwai.shop.selling;

import java.util.List;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.timeline.TimelineWriter;
import live.nigiwai.shop.stock.SaleMode;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.timeline.Draft;
import live.nigiwai.show.timeline.Log;
import live.nigiwai.show.timeline.TimelineEvent;

/** Whether the tap holds, or whoever pays first has it. Holds taken before stay as they are. */
final class SaleModes {
  private final Database database;
  private final TimelineWriter timelines;

  SaleModes(Database database, TimelineWriter timelines) {
    this.database = database;
    this.timelines = timelines;
  }

  record Mode(ProductId product, SaleMode mode) {}

  List<Mode> of(ShowId show) {
    return database.query(
        sql ->
            sql.list(
                "SELECT product_id, mode FROM shop_listing WHERE show_id = $1"
                    + " ORDER BY position, product_id",
                row ->
                    new Mode(new ProductId(row.getString(0)), SaleMode.valueOf(row.getString(1))),
                show.value()));
  }

  /** Returns whether the product is in the show. */
  boolean set(ShowId show, ProductId product, SaleMode mode, Actor actor) {
    return timelines.act(
        show,
        action -> {
          int found =
              action
                  .sql()
                  .change(
                      "UPDATE shop_listing SET mode = $3 WHERE show_id = $1 AND product_id = $2",
                      show.value(),
                      product.value(),
                      mode.name());
          if (found == 1) {
            var audit = new TimelineEvent.StaffActed("sale_mode", product + " " + mode.name());
            action.append(Log.BACKSTAGE, new Draft(null, actor, null, audit));
          }
          return found == 1;
        });
  }
}
