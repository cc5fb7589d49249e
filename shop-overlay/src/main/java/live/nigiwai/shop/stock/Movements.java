package live.nigiwai.shop.stock;

import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.show.SkuId;

/**
 * Why each counter is what it is. Append-only; the sums are the counters, and the same cause cannot
 * be written twice.
 */
final class Movements {
  private final Store store;
  private final String location;

  Movements(Store store, String location) {
    this.store = store;
    this.location = location;
  }

  /** What a movement does to the three counters. */
  record Change(int onHand, int held, int committed) {}

  void add(Sql sql, SkuId sku, String kind, String source, Change change) {
    add(sql, sku, kind, source, change, "", "");
  }

  void add(
      Sql sql, SkuId sku, String kind, String source, Change change, String reason, String actor) {
    sql.change(
        """
        INSERT INTO shop_stock_movement
               (store_id, sku, location, kind, source, on_hand, held, committed, reason, actor)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """,
        store.id(),
        sku.value(),
        location,
        kind,
        source,
        change.onHand,
        change.held,
        change.committed,
        reason,
        actor);
  }

  /**
   * @param sign whether the units become held, or stop being so
   */
  void addEach(Sql sql, SkuId sku, String kind, String[] sources, Integer[] quantities, int sign) {
    sql.change(
        """
        INSERT INTO shop_stock_movement (store_id, sku, location, kind, source, on_hand, held, committed)
        SELECT $1, $2, $3, $4, t.source, 0, t.quantity * $7::int, 0
          FROM unnest($5::text[], $6::int[]) AS t(source, quantity)
        """,
        store.id(),
        sku.value(),
        location,
        kind,
        sources,
        quantities,
        sign);
  }
}
