package live.nigiwai.shop.timed;

import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.show.Money;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.timeline.ShowState.SkuPrice;

/** The timed prices' rows: one per SKU. */
final class TimedPriceRows {
  private static final int IN_A_SHOW_MAX = 500;

  private static final String SELECT =
      """
      SELECT timed_id, show_id, product_id, sku, yen,
             (extract(epoch FROM starts_at) * 1000)::bigint AS from_ms,
             (extract(epoch FROM ends_at) * 1000)::bigint AS until_ms,
             CASE WHEN corrected_at IS NOT NULL THEN reason END AS corrected
        FROM shop_timed_price
      """;

  private final Store store;

  TimedPriceRows(Store store) {
    this.store = store;
  }

  void insert(Sql sql, TimedPrice fresh) {
    sql.change(
        """
        INSERT INTO shop_timed_price (timed_id, sku, store_id, show_id, product_id, yen,
                                      starts_at, ends_at)
        SELECT $1, t.sku, $2, $3, $4, t.yen,
               to_timestamp($5::bigint / 1000.0), to_timestamp($6::bigint / 1000.0)
          FROM unnest($7::text[], $8::bigint[]) AS t(sku, yen)
        """,
        fresh.id(),
        store.id(),
        fresh.show().value(),
        fresh.product().value(),
        fresh.from().millis(),
        fresh.until().millis(),
        fresh.prices().stream().map(each -> each.sku().value()).toArray(String[]::new),
        fresh.prices().stream().map(each -> each.price().yen()).toArray(Long[]::new));
  }

  Optional<TimedPrice> find(Sql sql, ShowId show, String id) {
    return gathered(
            sql.list(
                SELECT + "WHERE timed_id = $1 AND show_id = $2 ORDER BY sku",
                TimedPriceRows::row,
                id,
                show.value()))
        .findFirst();
  }

  /** Newest start first. */
  List<TimedPrice> of(Sql sql, ShowId show) {
    return gathered(
            sql.list(
                SELECT + "WHERE show_id = $1 ORDER BY starts_at DESC, timed_id, sku LIMIT $2",
                TimedPriceRows::row,
                show.value(),
                IN_A_SHOW_MAX))
        .toList();
  }

  /** Whether one of the product is running or planned. */
  boolean isPromised(Sql sql, ShowId show, ProductId product) {
    return sql.one(
            "SELECT 1 FROM shop_timed_price WHERE show_id = $1 AND product_id = $2"
                + " AND corrected_at IS NULL AND ends_at > clock_timestamp() LIMIT 1",
            row -> true,
            show.value(),
            product.value())
        .isPresent();
  }

  void endNow(Sql sql, String id) {
    sql.change(
        """
        UPDATE shop_timed_price
           SET ends_at = greatest(least(ends_at, clock_timestamp()), starts_at + interval '1 ms')
         WHERE timed_id = $1
        """,
        id);
  }

  void correct(Sql sql, String id, String reason) {
    sql.change(
        "UPDATE shop_timed_price SET corrected_at = clock_timestamp(), reason = $2"
            + " WHERE timed_id = $1",
        id,
        reason);
  }

  /** Whoever holds units at this price and has not ordered pays the ordinary one. */
  int repriceHolds(Sql sql, String id) {
    return sql.change(
        """
        UPDATE shop_hold h
           SET unit_yen = p.yen, timed_id = NULL, revision = h.revision + 1
          FROM (SELECT l.sku, price.yen FROM shop_timed_price l
                  JOIN LATERAL (SELECT yen FROM shop_price
                                 WHERE sku = l.sku AND valid_from <= clock_timestamp()
                                 ORDER BY valid_from DESC, price_id DESC LIMIT 1) price ON true
                 WHERE l.timed_id = $1) p
         WHERE h.timed_id = $1 AND h.sku = p.sku AND h.state = 'HELD'
        """,
        id);
  }

  private record Line(TimedPrice of, SkuPrice price) {}

  private static Line row(Row row) {
    var price = new SkuPrice(new SkuId(row.getString("sku")), Money.yen(row.getLong("yen")));
    return new Line(
        new TimedPrice(
            row.getString("timed_id"),
            new ShowId(row.getString("show_id")),
            new ProductId(row.getString("product_id")),
            List.of(),
            new ShowTime(row.getLong("from_ms")),
            new ShowTime(row.getLong("until_ms")),
            row.getString("corrected")),
        price);
  }

  private static Stream<TimedPrice> gathered(List<Line> lines) {
    Map<TimedPrice, List<SkuPrice>> prices = new LinkedHashMap<>();
    for (var line : lines) {
      prices.computeIfAbsent(line.of, ignored -> new ArrayList<>()).add(line.price);
    }
    return prices.entrySet().stream()
        .map(
            each -> {
              var it = each.getKey();
              return new TimedPrice(
                  it.id(),
                  it.show(),
                  it.product(),
                  each.getValue(),
                  it.from(),
                  it.until(),
                  it.corrected());
            });
  }
}
