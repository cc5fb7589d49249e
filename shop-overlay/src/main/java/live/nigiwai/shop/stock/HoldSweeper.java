package live.nigiwai.shop.stock;

import java.util.Optional;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.show.SkuId;

/**
 * Returns units nobody ordered in time, by the database's clock. A SKU whose counter is busy is
 * left out: whoever has it returns what ran out themselves, or the next sweep does.
 */
public final class HoldSweeper {
  private static final int SKUS_AT_ONCE_MAX = 200;

  private final Stock stock;
  private final Database database;
  private final HoldFollower follower;
  private final String location;

  HoldSweeper(Stock stock, Database database, HoldFollower follower, String location) {
    this.stock = stock;
    this.database = database;
    this.follower = follower;
    this.location = location;
  }

  /** One sweep over everything due now. */
  public void sweep() {
    var due =
        database.query(
            sql ->
                sql.list(
                    """
                    SELECT DISTINCT sku FROM shop_hold
                     WHERE state = 'HELD' AND location = $1 AND expires_at <= clock_timestamp()
                     ORDER BY sku LIMIT $2
                    """,
                    row -> new SkuId(row.getString(0)),
                    location,
                    SKUS_AT_ONCE_MAX));
    for (var sku : due) {
      sweep(sku).ifPresent(stock::changed);
    }
  }

  private Optional<Level> sweep(SkuId sku) {
    return database.transaction(
        sql -> {
          var locked = stock.ledger().counters().lockIfFree(sql, sku);
          if (locked.isEmpty()) {
            return Optional.<Level>empty();
          }
          var expired = stock.ledger().expire(sql, locked.get());
          if (expired.holds().isEmpty()) {
            return Optional.empty();
          }
          follower.ended(sql, expired.holds());
          return Optional.of(expired.level());
        });
  }
}
