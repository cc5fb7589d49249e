package live.nigiwai.shop.stock;

import java.util.List;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.stock.Movements.Change;
import live.nigiwai.show.SkuId;

/**
 * What happens to units after they are sold: sent, called off, come back. The caller has locked the
 * counter, then the hold; each happens once per hold, as the movements' keys say.
 */
public final class SoldUnits {
  private final StockLedger ledger;
  private final Movements movements;

  public SoldUnits(Store store, String location, StockLedger ledger) {
    this.ledger = ledger;
    this.movements = new Movements(store, location);
  }

  /** They leave the house. */
  public Level ship(Sql sql, Level locked, Hold committed) {
    end(sql, committed, HoldState.SHIPPED);
    var gone = new Change(-committed.quantity(), 0, -committed.quantity());
    movements.add(sql, committed.sku(), "SHIP", committed.id(), gone);
    return ledger.counters().change(sql, locked, gone, locked.offered(), 0);
  }

  /** They are for sale again, to the same show where they were its own. */
  public Level callOff(Sql sql, Level locked, Hold committed, String actor) {
    end(sql, committed, HoldState.RELEASED);
    var back = new Change(0, 0, -committed.quantity());
    movements.add(sql, committed.sku(), "CANCEL", committed.id(), back, "", actor);
    int kept = ledger.allotments().giveBack(sql, List.of(committed));
    return ledger.counters().change(sql, locked, back, locked.offered(), kept);
  }

  /**
   * Units that were sent are in the house again.
   *
   * @param source names the return; the same one counts once per SKU
   */
  public Level takeBack(Sql sql, SkuId sku, int units, String source, String why, String actor) {
    var locked = ledger.lock(sql, sku).orElseThrow();
    var back = new Change(units, 0, 0);
    movements.add(sql, sku, "RETURN", source + ":" + sku.value(), back, why, actor);
    return ledger.counters().change(sql, locked, back, locked.offered(), 0);
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
}
