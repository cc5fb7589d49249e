package live.nigiwai.shop.stock;

import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.stock.Movements.Change;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.SkuId;

/** The counter rows: one per SKU and location, changed only while locked. */
final class Counters {
  private static final String LEVEL =
      "sku, product_id, on_hand, held, committed, offered, version, kept, allotments";

  private final Store store;
  private final String location;

  Counters(Store store, String location) {
    this.store = store;
    this.location = location;
  }

  Optional<Level> lock(Sql sql, SkuId sku) {
    return sql.one(
        "SELECT " + LEVEL + " FROM shop_stock WHERE sku = $1 AND location = $2 FOR NO KEY UPDATE",
        Counters::level,
        sku.value(),
        location);
  }

  /** Locks the counter if nobody else has it. */
  Optional<Level> lockIfFree(Sql sql, SkuId sku) {
    return sql.one(
        "SELECT "
            + LEVEL
            + " FROM shop_stock WHERE sku = $1 AND location = $2"
            + " FOR NO KEY UPDATE SKIP LOCKED",
        Counters::level,
        sku.value(),
        location);
  }

  List<Level> levels(Sql sql, List<SkuId> skus) {
    return sql.list(
        "SELECT " + LEVEL + " FROM shop_stock WHERE sku = ANY($1) AND location = $2",
        Counters::level,
        skus.stream().map(SkuId::value).toArray(String[]::new),
        location);
  }

  /** Makes sure the SKU has a counter, and locks it. */
  Level openAndLock(Sql sql, SkuId sku, ProductId product) {
    return lock(sql, sku)
        .or(
            () -> {
              open(sql, sku, product);
              return lock(sql, sku);
            })
        .orElseThrow();
  }

  private void open(Sql sql, SkuId sku, ProductId product) {
    sql.change(
        """
        INSERT INTO shop_stock (sku, location, store_id, product_id) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO NOTHING
        """,
        sku.value(),
        location,
        store.id(),
        product.value());
  }

  /**
   * @param kept what the allotments' rest grows by
   */
  Level change(Sql sql, Level locked, Change change, int offered, int kept) {
    return sql.one(
            "UPDATE shop_stock SET on_hand = on_hand + $3, held = held + $4,"
                + " committed = committed + $5, offered = $6, kept = kept + $7,"
                + " version = version + 1 WHERE sku = $1 AND location = $2"
                + " AND held + $4 + committed + $5 + kept + $7 <= on_hand + $3 RETURNING "
                + LEVEL,
            Counters::level,
            locked.sku().value(),
            location,
            change.onHand(),
            change.held(),
            change.committed(),
            offered,
            kept)
        .orElseThrow(
            () -> new IllegalStateException("the counter of " + locked.sku() + " would oversell"));
  }

  /** An allotment grew, shrank, opened or closed. The caller has seen that the units are there. */
  Level keep(Sql sql, Level locked, int units, int opened) {
    return sql.one(
            "UPDATE shop_stock SET kept = kept + $3, allotments = allotments + $4,"
                + " version = version + 1 WHERE sku = $1 AND location = $2 RETURNING "
                + LEVEL,
            Counters::level,
            locked.sku().value(),
            location,
            units,
            opened)
        .orElseThrow();
  }

  private static Level level(Row row) {
    return new Level(
        new SkuId(row.getString("sku")),
        new ProductId(row.getString("product_id")),
        row.getInteger("on_hand"),
        row.getInteger("held"),
        row.getInteger("committed"),
        row.getInteger("offered"),
        row.getLong("version"),
        row.getInteger("kept"),
        row.getInteger("allotments"));
  }
}
