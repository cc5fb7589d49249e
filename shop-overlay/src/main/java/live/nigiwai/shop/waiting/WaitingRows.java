package live.nigiwai.shop.waiting;

import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.ViewerId;

/** The line's rows: one WAITING row per person, show and SKU. */
final class WaitingRows {
  private static final int OF_ONE_MAX = 100;

  private final Store store;

  WaitingRows(Store store) {
    this.store = store;
  }

  int count(Sql sql, ShowId show, SkuId sku) {
    return sql.one(
            "SELECT count(*)::int FROM shop_waiting"
                + " WHERE show_id = $1 AND sku = $2 AND state = 'WAITING'",
            row -> row.getInteger(0),
            show.value(),
            sku.value())
        .orElse(0);
  }

  int countOf(Sql sql, ShowId show, ViewerId viewer) {
    return sql.one(
            "SELECT count(*)::int FROM shop_waiting"
                + " WHERE show_id = $1 AND viewer = $2 AND state = 'WAITING'",
            row -> row.getInteger(0),
            show.value(),
            viewer.value())
        .orElse(0);
  }

  /** Standing twice is standing once, at the earlier place. */
  void join(Sql sql, ShowId show, ProductId product, SkuId sku, ViewerId viewer) {
    sql.change(
        """
        INSERT INTO shop_waiting (store_id, show_id, product_id, sku, viewer)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
        """,
        store.id(),
        show.value(),
        product.value(),
        sku.value(),
        viewer.value());
  }

  void leave(Sql sql, ShowId show, SkuId sku, ViewerId viewer) {
    sql.change(
        "UPDATE shop_waiting SET state = 'LEFT'"
            + " WHERE show_id = $1 AND sku = $2 AND viewer = $3 AND state = 'WAITING'",
        show.value(),
        sku.value(),
        viewer.value());
  }

  boolean anyFor(Sql sql, SkuId sku) {
    return sql.one(
            "SELECT 1 FROM shop_waiting WHERE sku = $1 AND state = 'WAITING' LIMIT 1",
            row -> true,
            sku.value())
        .isPresent();
  }

  /** Somebody who waits. */
  record Next(long id, ShowId show, ViewerId viewer) {}

  /** Locks the next few in the line; whoever is leaving at this moment is passed over. */
  List<Next> next(Sql sql, SkuId sku, int limit) {
    return sql.list(
        """
        SELECT waiting_id, show_id, viewer FROM shop_waiting
         WHERE sku = $1 AND state = 'WAITING' ORDER BY waiting_id LIMIT $2 FOR UPDATE SKIP LOCKED
        """,
        row ->
            new Next(
                row.getLong("waiting_id"),
                new ShowId(row.getString("show_id")),
                new ViewerId(row.getString("viewer"))),
        sku.value(),
        limit);
  }

  void offered(Sql sql, long id, String hold) {
    sql.change(
        "UPDATE shop_waiting SET state = 'OFFERED', hold_id = $2 WHERE waiting_id = $1", id, hold);
  }

  void passed(Sql sql, long id) {
    sql.change("UPDATE shop_waiting SET state = 'PASSED' WHERE waiting_id = $1", id);
  }

  /** The SKUs that somebody waits for though there are some. */
  List<SkuId> due(Sql sql, int limit) {
    return sql.list(
        """
        SELECT DISTINCT s.sku FROM shop_waiting w JOIN shop_stock s USING (sku)
         WHERE w.state = 'WAITING' AND s.on_hand > s.held + s.committed ORDER BY s.sku LIMIT $1
        """,
        row -> new SkuId(row.getString(0)),
        limit);
  }

  /** The newest of a viewer's for each SKU. */
  List<Standing> of(Sql sql, ShowId show, ViewerId viewer) {
    return sql.list(
        """
        SELECT DISTINCT ON (w.sku) w.sku, w.state, h.state AS hold_state, h.checkout_id,
               (extract(epoch FROM h.expires_at) * 1000)::bigint AS expires_ms,
               (SELECT count(*)::int FROM shop_waiting b
                 WHERE b.sku = w.sku AND b.show_id = w.show_id AND b.state = 'WAITING'
                   AND b.waiting_id < w.waiting_id) AS ahead
          FROM shop_waiting w LEFT JOIN shop_hold h USING (hold_id)
         WHERE w.show_id = $1 AND w.viewer = $2
         ORDER BY w.sku, w.waiting_id DESC LIMIT $3
        """,
        WaitingRows::standing,
        show.value(),
        viewer.value(),
        OF_ONE_MAX);
  }

  /** How many wait for each SKU in a show. */
  record Length(SkuId sku, int waiting) {}

  List<Length> lengths(Sql sql, ShowId show) {
    return sql.list(
        """
        SELECT sku, count(*)::int AS waiting FROM shop_waiting
         WHERE show_id = $1 AND state = 'WAITING' GROUP BY sku ORDER BY sku
        """,
        row -> new Length(new SkuId(row.getString("sku")), row.getInteger("waiting")),
        show.value());
  }

  Optional<ProductId> listed(Sql sql, ShowId show, SkuId sku) {
    return sql.one(
        """
        SELECT v.product_id FROM shop_variant v JOIN shop_listing l USING (product_id)
         WHERE v.sku = $1 AND l.show_id = $2 AND l.state IN ('ON_SALE', 'PAUSED', 'COMING')
        """,
        row -> new ProductId(row.getString(0)),
        sku.value(),
        show.value());
  }

  /** A guest became a member: they keep the guest's place, unless the member stands there too. */
  void move(Sql sql, ViewerId from, ViewerId to) {
    sql.change(
        """
        UPDATE shop_waiting w SET viewer = $2
         WHERE viewer = $1 AND NOT EXISTS
               (SELECT 1 FROM shop_waiting o WHERE o.show_id = w.show_id AND o.sku = w.sku
                   AND o.viewer = $2 AND o.state = 'WAITING')
        """,
        from.value(),
        to.value());
  }

  List<WaitingList.Waited> copyOf(Sql sql, ViewerId viewer) {
    return sql.list(
        """
        SELECT show_id, sku, state, (extract(epoch FROM joined_at) * 1000)::bigint AS joined_ms
          FROM shop_waiting WHERE viewer = $1 ORDER BY joined_at
        """,
        row ->
            new WaitingList.Waited(
                row.getString("show_id"),
                row.getString("sku"),
                row.getString("state"),
                row.getLong("joined_ms")),
        viewer.value());
  }

  void erase(Sql sql, ViewerId viewer) {
    sql.change("DELETE FROM shop_waiting WHERE viewer = $1", viewer.value());
  }

  private static Standing standing(Row row) {
    String hold = row.getString("hold_state");
    var state =
        switch (row.getString("state")) {
          case "WAITING" -> Standing.State.WAITING;
          case "LEFT" -> Standing.State.LEFT;
          case "PASSED" -> Standing.State.PASSED;
          default ->
              switch (hold == null ? "" : hold) {
                case "HELD" -> Standing.State.OFFERED;
                case "PAYING", "COMMITTED" -> Standing.State.TAKEN;
                default -> Standing.State.MISSED;
              };
        };
    boolean offered = state == Standing.State.OFFERED;
    return new Standing(
        new SkuId(row.getString("sku")),
        state,
        row.getInteger("ahead"),
        offered || state == Standing.State.TAKEN ? row.getString("checkout_id") : null,
        offered ? new ShowTime(row.getLong("expires_ms")) : null);
  }
}
