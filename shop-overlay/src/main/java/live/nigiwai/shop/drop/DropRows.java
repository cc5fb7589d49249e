package live.nigiwai.shop.drop;

import io.vertx.sqlclient.Row;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.drop.Drop.Kind;
import live.nigiwai.shop.drop.Drop.Phase;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.SkuId;

/** The drops' rows. The seed leaves them only once the order is drawn. */
final class DropRows {
  private static final int IN_A_SHOW_MAX = 200;

  private static final String SELECT =
      """
      SELECT drop_id, show_id, product_id, sku, kind, state, units, per_buyer, pay_within_s,
             (extract(epoch FROM opens_at) * 1000)::bigint AS opens_ms,
             (extract(epoch FROM closes_at) * 1000)::bigint AS closes_ms,
             commitment, entries_hash, entry_count,
             CASE WHEN kind = 'FAIR' AND state IN ('DRAWN', 'ENDED') THEN encode(seed, 'hex') END AS seed
        FROM shop_drop
      """;

  private final Store store;

  DropRows(Store store) {
    this.store = store;
  }

  void insert(Sql sql, Drop fresh, byte[] seed, String requestKey) {
    sql.change(
        """
        INSERT INTO shop_drop (drop_id, store_id, show_id, product_id, sku, kind, units, per_buyer,
                               opens_at, closes_at, pay_within_s, seed, commitment, request_key)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, to_timestamp($9::bigint / 1000.0),
                to_timestamp($10::bigint / 1000.0), $11, decode($12, 'hex'), $13, $14)
        """,
        fresh.id(),
        store.id(),
        fresh.show().value(),
        fresh.product().value(),
        fresh.sku().value(),
        fresh.kind().name(),
        fresh.units(),
        fresh.perBuyer(),
        fresh.opensAt().millis(),
        fresh.closesAt().millis(),
        fresh.payWithinSeconds(),
        HexFormat.of().formatHex(seed),
        fresh.commitment(),
        requestKey);
  }

  Optional<Drop> byRequest(Sql sql, String requestKey) {
    return sql.one(SELECT + "WHERE request_key = $1", DropRows::row, requestKey);
  }

  Optional<Drop> find(Sql sql, ShowId show, String id) {
    return sql.one(SELECT + "WHERE drop_id = $1 AND show_id = $2", DropRows::row, id, show.value());
  }

  /** Locks the drop against whoever enters, draws or cancels. */
  Optional<Drop> lock(Sql sql, ShowId show, String id) {
    return sql.one(
        SELECT + "WHERE drop_id = $1 AND show_id = $2 FOR NO KEY UPDATE",
        DropRows::row,
        id,
        show.value());
  }

  /** Newest first. */
  List<Drop> of(Sql sql, ShowId show) {
    return sql.list(
        SELECT + "WHERE show_id = $1 ORDER BY opens_at DESC, drop_id LIMIT $2",
        DropRows::row,
        show.value(),
        IN_A_SHOW_MAX);
  }

  boolean hasAny(Sql sql, ShowId show, SkuId sku) {
    return sql.one(
            "SELECT 1 FROM shop_drop WHERE show_id = $1 AND sku = $2"
                + " AND state IN ('PLANNED', 'OPEN', 'DRAWN')",
            row -> true,
            show.value(),
            sku.value())
        .isPresent();
  }

  /** Those of which something is due, or may be. */
  List<Drop> due(Sql sql, int limit) {
    return sql.list(
        SELECT
            + """
            WHERE (state = 'PLANNED' AND opens_at <= clock_timestamp())
               OR (state = 'OPEN' AND closes_at <= clock_timestamp())
               OR state = 'DRAWN'
            ORDER BY opens_at LIMIT $1
            """,
        DropRows::row,
        limit);
  }

  boolean isPast(Sql sql, ShowTime moment) {
    return sql.one(
            "SELECT to_timestamp($1::bigint / 1000.0) <= clock_timestamp()",
            row -> row.getBoolean(0),
            moment.millis())
        .orElse(false);
  }

  void setPhase(Sql sql, String id, Phase phase) {
    sql.change("UPDATE shop_drop SET state = $2 WHERE drop_id = $1", id, phase.name());
  }

  void entered(Sql sql, String id, int more) {
    sql.change("UPDATE shop_drop SET entry_count = entry_count + $2 WHERE drop_id = $1", id, more);
  }

  void setEntriesHash(Sql sql, String id, String hash) {
    sql.change("UPDATE shop_drop SET entries_hash = $2 WHERE drop_id = $1", id, hash);
  }

  /** For the one who draws. */
  byte[] seed(Sql sql, String id) {
    return sql.one(
            "SELECT encode(seed, 'hex') FROM shop_drop WHERE drop_id = $1",
            row -> HexFormat.of().parseHex(row.getString(0)),
            id)
        .orElseThrow();
  }

  private static Drop row(Row row) {
    return new Drop(
        row.getString("drop_id"),
        new ShowId(row.getString("show_id")),
        new ProductId(row.getString("product_id")),
        new SkuId(row.getString("sku")),
        Kind.valueOf(row.getString("kind")),
        Phase.valueOf(row.getString("state")),
        row.getInteger("units"),
        row.getInteger("per_buyer"),
        new ShowTime(row.getLong("opens_ms")),
        new ShowTime(row.getLong("closes_ms")),
        row.getInteger("pay_within_s"),
        row.getString("commitment"),
        row.getString("seed"),
        row.getString("entries_hash"),
        row.getInteger("entry_count"));
  }
}
