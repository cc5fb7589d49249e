package live.nigiwai.shop.catalog.goods;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.show.Money;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.SkuId;
import org.jspecify.annotations.Nullable;

/**
 * What a product cost before the platform knew it, as a member of the staff declares it: which
 * days, which price, where it was sold. It counts for the usual price like the platform's own
 * history, and the declaration is kept with the name of whoever made it.
 */
final class DeclaredPrices {
  private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");
  private static final int PER_SKU_MAX = 100;

  private final Store store;

  DeclaredPrices(Store store) {
    this.store = store;
  }

  /**
   * @param from the first day in Japan, {@code 2026-09-01}
   * @param to the last day, included
   * @param statement where it was sold
   * @param declared must be true: whoever sends it declares that it is so
   */
  record DeclaredForm(
      @Nullable String sku,
      @Nullable Long price,
      @Nullable String from,
      @Nullable String to,
      @Nullable String statement,
      boolean declared) {}

  /** Adds a declaration; the same stretch of days declared again replaces it. */
  void add(Sql sql, ProductId product, DeclaredForm form, String actor) {
    if (!form.declared) {
      throw Typed.problem("declared", "事実に相違ないことを確認してください。", "Declare that this is what happened.");
    }
    var price = Money.yen(Typed.number("price", form.price, 1, ProductForm.PRICE_MAX));
    String statement = Typed.text("statement", form.statement, 5, 500);
    var from = day("from", form.from);
    var to = day("to", form.to);
    if (to.isBefore(from)) {
      throw Typed.problem("to", "終わりの日は始まりの日以後にしてください。", "The last day is before the first.");
    }
    var sku = sku(sql, product, form.sku);
    long fromMillis = from.atStartOfDay(JAPAN).toInstant().toEpochMilli();
    long toMillis = to.plusDays(1).atStartOfDay(JAPAN).toInstant().toEpochMilli();
    long knownSince = knownSince(sql, sku);
    if (toMillis > knownSince) {
      throw Typed.problem(
          "to",
          "申告できるのは、この商品を登録した日より前の販売だけです。登録後の価格は自動で記録されています。",
          "Only sales before the day the product was entered can be declared; later prices are"
              + " recorded.");
    }
    requireRoom(sql, sku);
    sql.change(
        """
        INSERT INTO shop_declared_price (store_id, sku, yen, from_at, to_at, statement, actor)
        VALUES ($1, $2, $3, to_timestamp($4::double precision / 1000),
                to_timestamp($5::double precision / 1000), $6, $7)
        ON CONFLICT (sku, from_at, to_at) DO UPDATE
           SET yen = excluded.yen, statement = excluded.statement, actor = excluded.actor,
               declared_at = now()
        """,
        store.id(),
        sku.value(),
        price.yen(),
        (double) fromMillis,
        (double) toMillis,
        statement,
        actor);
  }

  private static SkuId sku(Sql sql, ProductId product, @Nullable String sku) {
    return sql.one(
            "SELECT sku FROM shop_variant WHERE product_id = $1 AND sku = $2 FOR UPDATE",
            row -> new SkuId(row.getString(0)),
            product.value(),
            sku)
        .orElseThrow(ApiProblem::notFound);
  }

  /** The beginning of the day, in Japan, on which the variant got its first price here. */
  private static long knownSince(Sql sql, SkuId sku) {
    return sql.one(
            """
            SELECT (extract(epoch FROM
                     (date_trunc('day', min(valid_from) AT TIME ZONE 'Asia/Tokyo')
                       AT TIME ZONE 'Asia/Tokyo')) * 1000)::bigint
              FROM shop_price WHERE sku = $1
            """,
            row -> row.getLong(0),
            sku.value())
        .orElse(0L);
  }

  private static void requireRoom(Sql sql, SkuId sku) {
    long declared =
        sql.one(
                "SELECT count(*) FROM shop_declared_price WHERE sku = $1",
                row -> row.getLong(0),
                sku.value())
            .orElse(0L);
    if (declared >= PER_SKU_MAX) {
      throw Typed.problem(
          "sku", "申告は1つのSKUにつき" + PER_SKU_MAX + "件までです。", "Up to " + PER_SKU_MAX + " per SKU.");
    }
  }

  private static LocalDate day(String field, @Nullable String value) {
    try {
      return LocalDate.parse(value == null ? "" : value.strip());
    } catch (DateTimeParseException malformed) {
      throw Typed.problem(field, "日付は 2026-09-01 の形で入力してください。", "Enter the day like 2026-09-01.");
    }
  }
}
