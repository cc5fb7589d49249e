package live.nigiwai.shop.stock;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.show.SkuId;

/**
 * A hold and its counter, both locked. All of a checkout are locked in one order by everyone, the
 * counters by SKU and then the holds, so that two transactions never wait for each other in a
 * circle.
 */
public record HeldUnits(Level level, Hold hold) {
  /** Locks what a checkout holds: the newest hold of each SKU, by SKU. */
  public static List<HeldUnits> lock(Sql sql, StockLedger ledger, String checkoutId) {
    var newest = new LinkedHashMap<SkuId, String>();
    sql.list(
        "SELECT sku, hold_id FROM shop_hold WHERE checkout_id = $1 ORDER BY created_at, hold_id",
        row -> newest.put(new SkuId(row.getString(0)), row.getString(1)),
        checkoutId);
    // By the order of Java's strings, whatever the database's collation is.
    var sorted = new TreeMap<SkuId, String>(Comparator.comparing(SkuId::value));
    sorted.putAll(newest);
    var levels = new ArrayList<Level>(sorted.size());
    for (var sku : sorted.keySet()) {
      levels.add(ledger.lock(sql, sku).orElseThrow());
    }
    var all = new ArrayList<HeldUnits>(sorted.size());
    int next = 0;
    for (var holdId : sorted.values()) {
      all.add(new HeldUnits(levels.get(next++), ledger.lockHold(sql, holdId).orElseThrow()));
    }
    return all;
  }
}
