package live.nigiwai.shop.overlay;

import java.util.List;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.runtime.timeline.Action;
import live.nigiwai.runtime.timeline.TimelineWriter;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.timeline.Draft;
import live.nigiwai.show.timeline.Log;
import live.nigiwai.show.timeline.ShowState;
import live.nigiwai.show.timeline.TimelineEvent;
import org.jspecify.annotations.Nullable;

/**
 * The cards over the picture, oldest first. A pin is visibility only; what can be bought is the
 * product's sale state.
 *
 * <p><b>Threading</b>: any thread that may block. The show's overlay row is locked first, so that
 * the limit holds with two producers at once.
 */
public final class Pins {
  static final int PINS_MAX = 3;

  private final Database database;
  private final TimelineWriter timelines;
  private final Store store;

  public Pins(Database database, TimelineWriter timelines, Store store) {
    this.database = database;
    this.timelines = timelines;
    this.store = store;
  }

  /** What became of a pin or unpin. */
  sealed interface Outcome {
    record Pinned(List<ShowState.Pin> pins) implements Outcome {}

    record TooMany() implements Outcome {}

    /** It is not in the show, or hidden there. */
    record NotListed() implements Outcome {}
  }

  public List<ShowState.Pin> of(ShowId show) {
    return database.query(sql -> read(sql, show));
  }

  Outcome pin(ShowId show, ProductId product, Actor actor, @Nullable ShowTime mediaAt) {
    return timelines.act(
        show,
        action -> {
          var sql = action.sql();
          if (!isVisible(sql, show, product)) {
            return new Outcome.NotListed();
          }
          lock(sql, show);
          var pins = read(sql, show);
          if (pins.stream().anyMatch(pin -> pin.product().equals(product))) {
            return new Outcome.Pinned(pins);
          }
          if (pins.size() >= PINS_MAX) {
            return new Outcome.TooMany();
          }
          var event = new TimelineEvent.ProductPinned(product);
          var showAt = append(action, new Draft(null, actor, mediaAt, event), "pin", product);
          sql.change(
              "INSERT INTO shop_pin (show_id, product_id, store_id, show_at_ms)"
                  + " VALUES ($1, $2, $3, $4)",
              show.value(),
              product.value(),
              store.id(),
              showAt.millis());
          return put(action, show);
        });
  }

  Outcome unpin(ShowId show, ProductId product, Actor actor, @Nullable ShowTime mediaAt) {
    return timelines.act(
        show,
        action -> {
          var sql = action.sql();
          lock(sql, show);
          int gone =
              sql.change(
                  "DELETE FROM shop_pin WHERE show_id = $1 AND product_id = $2",
                  show.value(),
                  product.value());
          if (gone == 0) {
            return new Outcome.Pinned(read(sql, show));
          }
          var event = new TimelineEvent.ProductUnpinned(product);
          append(action, new Draft(null, actor, mediaAt, event), "unpin", product);
          return put(action, show);
        });
  }

  /** The fact for the viewers and its audit for the staff; returns when it is due. */
  private static ShowTime append(Action action, Draft draft, String what, ProductId product) {
    var entry = action.append(Log.STAGE, draft);
    var audit = new TimelineEvent.StaffActed(what, product.value());
    action.append(Log.BACKSTAGE, new Draft(null, draft.actor(), draft.mediaAt(), audit));
    return entry.showAt();
  }

  private static Outcome put(Action action, ShowId show) {
    var pins = read(action.sql(), show);
    action.put(Log.STAGE, new ShowState.Pins(pins));
    return new Outcome.Pinned(pins);
  }

  private void lock(Sql sql, ShowId show) {
    sql.change(
        "INSERT INTO shop_overlay (show_id, store_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        show.value(),
        store.id());
    sql.one(
        "SELECT 1 FROM shop_overlay WHERE show_id = $1 FOR NO KEY UPDATE",
        row -> true,
        show.value());
  }

  private static boolean isVisible(Sql sql, ShowId show, ProductId product) {
    return sql.one(
            "SELECT 1 FROM shop_listing WHERE show_id = $1 AND product_id = $2 AND state <>"
                + " 'HIDDEN'",
            row -> true,
            show.value(),
            product.value())
        .isPresent();
  }

  private static List<ShowState.Pin> read(Sql sql, ShowId show) {
    return sql.list(
        "SELECT product_id, show_at_ms FROM shop_pin WHERE show_id = $1 ORDER BY sequence",
        row -> new ShowState.Pin(new ProductId(row.getString(0)), new ShowTime(row.getLong(1))),
        show.value());
  }
}
