package live.nigiwai.shop.catalog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.UsualPriceRule.Offered;
import live.nigiwai.show.Money;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.SkuId;

/**
 * What a variant has cost, and when it could be bought at that: the platform's own prices while the
 * product was on sale in some show, and what the staff declared about the time before.
 */
public final class PriceHistory {
  private PriceHistory() {}

  /**
   * A price from the platform's own table.
   *
   * @param from in epoch milliseconds
   */
  public record Priced(Money price, long from, String actor) {}

  /** A price the staff declared; times in epoch milliseconds. */
  public record Declared(Money price, long from, long to, String statement, String actor) {}

  /** Newest first, at most 200. */
  public static List<Priced> prices(Sql sql, SkuId sku) {
    return sql.list(
        """
        SELECT yen, (extract(epoch FROM valid_from) * 1000)::bigint AS from_ms, actor
          FROM shop_price WHERE sku = $1 ORDER BY valid_from DESC, price_id DESC LIMIT 200
        """,
        row ->
            new Priced(
                Money.yen(row.getLong("yen")), row.getLong("from_ms"), row.getString("actor")),
        sku.value());
  }

  /** Newest first, at most 200. */
  public static List<Declared> declared(Sql sql, SkuId sku) {
    return sql.list(
        """
        SELECT yen, (extract(epoch FROM from_at) * 1000)::bigint AS from_ms,
               (extract(epoch FROM to_at) * 1000)::bigint AS to_ms, statement, actor
          FROM shop_declared_price WHERE sku = $1 ORDER BY from_at DESC LIMIT 200
        """,
        row ->
            new Declared(
                Money.yen(row.getLong("yen")),
                row.getLong("from_ms"),
                row.getLong("to_ms"),
                row.getString("statement"),
                row.getString("actor")),
        sku.value());
  }

  /**
   * What the rule looks at, and since when the present price holds.
   *
   * @param now the database's
   */
  record Facts(List<Offered> offered, Instant currentFrom, Instant now) {}

  /** Empty where the variant has no price. */
  static Optional<Facts> facts(Sql sql, ProductId product, SkuId sku) {
    var now =
        sql.one(
                "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint",
                row -> Instant.ofEpochMilli(row.getLong(0)))
            .orElseThrow();
    var prices = new ArrayList<>(prices(sql, sku).reversed());
    prices.removeIf(it -> it.from > now.toEpochMilli());
    if (prices.isEmpty()) {
      return Optional.empty();
    }
    var offered = new ArrayList<Offered>();
    for (var period : periods(sql, product, now)) {
      for (int i = 0; i < prices.size(); i++) {
        long from = Math.max(period.from, prices.get(i).from);
        long next = i + 1 < prices.size() ? prices.get(i + 1).from : now.toEpochMilli();
        long to = Math.min(period.to, next);
        if (from < to) {
          offered.add(
              new Offered(
                  Instant.ofEpochMilli(from), Instant.ofEpochMilli(to), prices.get(i).price));
        }
      }
    }
    for (var it : declared(sql, sku)) {
      offered.add(
          new Offered(Instant.ofEpochMilli(it.from), Instant.ofEpochMilli(it.to), it.price));
    }
    return Optional.of(new Facts(offered, currentFrom(prices), now));
  }

  /** Lowered again to the same price counts as one price. */
  private static Instant currentFrom(List<Priced> oldestFirst) {
    var current = oldestFirst.getLast();
    long from = current.from;
    for (var it : oldestFirst.reversed()) {
      if (!it.price.equals(current.price)) {
        break;
      }
      from = it.from;
    }
    return Instant.ofEpochMilli(from);
  }

  private record Period(long from, long to) {}

  private static List<Period> periods(Sql sql, ProductId product, Instant now) {
    return sql.list(
        """
        SELECT (extract(epoch FROM from_at) * 1000)::bigint,
               (extract(epoch FROM to_at) * 1000)::bigint
          FROM shop_sale_period
         WHERE product_id = $1 AND coalesce(to_at, 'infinity') > clock_timestamp() - interval '90 days'
         ORDER BY from_at LIMIT 2000
        """,
        row -> {
          Long to = row.getLong(1);
          return new Period(row.getLong(0), to == null ? now.toEpochMilli() : to);
        },
        product.value());
  }

  /**
   * What the rule says about a usual price, were it compared with the present one.
   *
   * @return {@link UsualPriceRule.Verdict#NEVER} where the variant has no price
   */
  static UsualPriceRule.Verdict verdict(Sql sql, ProductId product, SkuId sku, Money usual) {
    return facts(sql, product, sku)
        .map(it -> UsualPriceRule.decide(it.offered, usual, it.currentFrom, it.now))
        .orElse(UsualPriceRule.Verdict.NEVER);
  }
}
