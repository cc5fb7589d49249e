package live.nigiwai.shop.document;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.document.Paper.Kind;
import live.nigiwai.shop.order.OrderTokens;
import live.nigiwai.show.Money;
import org.jspecify.annotations.Nullable;

/** Papers that were handed out, and what has to be known of an order to write one. */
final class PaperRows {
  private final Store store;

  PaperRows(Store store) {
    this.store = store;
  }

  Optional<String> orderOf(Sql sql, String token) {
    return sql.one(
        "SELECT order_id FROM shop_order WHERE token_hash = $1",
        row -> row.getString(0),
        OrderTokens.hash(token));
  }

  /** Writes the paper down unless there is one already, and answers with the one that stays. */
  Paper keep(Sql sql, String orderId, String about, Paper paper, String issuedBy) {
    String text = paper.encode();
    sql.change(
        """
        INSERT INTO shop_document (order_id, kind, about, store_id, number, paper, sha256, issued_by)
        VALUES ($1, $2, $3, $4, $5, $6::text::jsonb, $7, $8)
        ON CONFLICT (order_id, kind, about) DO NOTHING
        """,
        orderId,
        paper.kind().name(),
        about,
        store.id(),
        paper.number(),
        text,
        sha256(text),
        issuedBy);
    return kept(sql, orderId, paper.kind(), about).orElseThrow();
  }

  Optional<Paper> kept(Sql sql, String orderId, Kind kind, String about) {
    return sql.one(
        "SELECT paper::text FROM shop_document WHERE order_id = $1 AND kind = $2 AND about = $3",
        row -> Paper.decode(row.getString(0)),
        orderId,
        kind.name(),
        about);
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  LocalDate today(Sql sql) {
    return sql.one(
            "SELECT (clock_timestamp() AT TIME ZONE 'Asia/Tokyo')::date::text",
            row -> LocalDate.parse(row.getString(0)))
        .orElseThrow();
  }

  /** The day on which the parcel left, in Japan. */
  Optional<LocalDate> shippedOn(Sql sql, String orderId) {
    return sql.one(
        "SELECT (at AT TIME ZONE 'Asia/Tokyo')::date::text FROM shop_order_history"
            + " WHERE order_id = $1 AND what = 'STATE' AND to_state = 'SHIPPED' ORDER BY entry_id",
        row -> LocalDate.parse(row.getString(0)),
        orderId);
  }

  /** The reduced tax rate of a day, where it differs from the standard one. */
  Optional<Integer> reducedRate(Sql sql, LocalDate day) {
    return sql.one(
        """
        SELECT r.percent
          FROM (SELECT percent FROM shop_tax_rate WHERE category = 'REDUCED' AND valid_from <= $1::text::date
                 ORDER BY valid_from DESC LIMIT 1) r,
               (SELECT percent FROM shop_tax_rate WHERE category = 'STANDARD' AND valid_from <= $1::text::date
                 ORDER BY valid_from DESC LIMIT 1) s
         WHERE r.percent < s.percent
        """,
        row -> row.getInteger(0),
        day.toString());
  }

  boolean hasAlcohol(Sql sql, List<String> products) {
    return sql.one(
            "SELECT 1 FROM shop_product WHERE product_id = ANY($1) AND kind = 'ALCOHOL' LIMIT 1",
            row -> true,
            (Object) products.toArray(String[]::new))
        .orElse(false);
  }

  /**
   * A refund that was paid out.
   *
   * @param ordinal among the order's, from 1
   * @param on the day, in Japan
   */
  record PaidBack(String id, int ordinal, Money amount, LocalDate on) {}

  List<PaidBack> paidBack(Sql sql, String orderId) {
    return sql.list(
        """
        SELECT refund_id, ordinal, amount, (created_at AT TIME ZONE 'Asia/Tokyo')::date::text
          FROM (SELECT *, row_number() OVER (ORDER BY created_at, refund_id)::int AS ordinal
                  FROM shop_refund WHERE order_id = $1) all_of_them
         WHERE state = 'DONE' ORDER BY ordinal
        """,
        row ->
            new PaidBack(
                row.getString(0),
                row.getInteger(1),
                Money.yen(row.getLong(2)),
                LocalDate.parse(row.getString(3))),
        orderId);
  }

  /**
   * Units that came back, per line number from 1.
   *
   * @param refundId of one refund; null for those before it
   */
  Map<Integer, Integer> returned(
      Sql sql, String orderId, @Nullable String refundId, String before) {
    var units = new HashMap<Integer, Integer>();
    sql.list(
        """
        SELECT line, sum(quantity)::int FROM shop_return
         WHERE order_id = $1
           AND CASE WHEN $2::text IS NULL
                    THEN at < (SELECT min(at) FROM shop_return WHERE refund_id = $3)
                    ELSE refund_id = $2 END
         GROUP BY line
        """,
        row -> units.put(row.getInteger(0), row.getInteger(1)) == null,
        orderId,
        refundId,
        before);
    return units;
  }
}
