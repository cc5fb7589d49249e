package live.nigiwai.shop.stock;

import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.show.SkuId;

/**
 * What happens to units after they are sold: sent, called off, come back. The caller has locked the
 * counter, then the hold; each happens once per hold, as the movements' keys say.
 */
public final class SoldUnits {
  private final Store store;
  private final String location;
  private final StockLedger ledger;

  public SoldUnits(Store store, String location, StockLedger ledger) {
    this.store = store;
    this.location = location;
    this.ledger = ledger;
  }

  /** They leave the house. */
  public Level ship(Sql sql, Hold committed) {
    end(sql, committed, HoldState.SHIPPED);
    int units = committed.quantity();
    return change(sql, committed.sku(), "SHIP", committed.id(), -units, -units, "", "");
  }

  /** They are for sale again. */
  public Level callOff(Sql sql, Hold committed, String actor) {
    end(sql, committed, HoldState.RELEASED);
    return change(
        sql, committed.sku(), "CANCEL", committed.id(), 0, -committed.quantity(), "", actor);
  }

  /**
   * Units that were sent are in the house again.
   *
   * @param source names the return; the same one counts once per SKU
   */
  public Level takeBack(Sql sql, SkuId sku, int units, String source, String why, String actor) {
    return change(sql, sku, "RETURN", source + ":" + sku.value(), units, 0, why, actor);
  }

  private static void end(Sql sql, Hold committed, HoldState next) {
    int ended =
        sql.change(
            "UPDATE shop_hold SET state = $2 WHERE hold_id = $1 AND state = 'COMMITTED'",
            committed.id(),
            next.name());
    if (ended != 1) {
      throw new IllegalStateException("hold " + committed.id() + " is not sold");
    }
  }

  private Level change(
      Sql sql,
      SkuId sku,
      String kind,
      String source,
      int onHand,
      int committed,
      String reason,
      String actor) {
    sql.change(
        """
        INSERT INTO shop_stock_movement
               (store_id, sku, location, kind, source, on_hand, held, committed, reason, actor)
        VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8, $9)
        """,
        store.id(),
        sku.value(),
        location,
        kind,
        source,
        onHand,
        committed,
        reason,
        actor);
    sql.change(
        "UPDATE shop_stock SET on_hand = on_hand + $3, committed = committed + $4,"
            + " version = version + 1 WHERE sku = $1 AND location = $2",
        sku.value(),
        location,
        onHand,
        committed);
    return ledger.lock(sql, sku).orElseThrow();
  }
}
