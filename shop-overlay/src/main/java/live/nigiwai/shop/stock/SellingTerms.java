package live.nigiwai.shop.stock;

import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.stock.LaneRules.Terms;
import live.nigiwai.shop.stock.LaneRules.Timed;
import live.nigiwai.show.Money;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.timeline.SaleState;

/**
 * On which terms a SKU sells in a show at this moment, by the database's clock: its sale state, its
 * price and the timed ones, a drop that rules it, and whether somebody waits for it.
 */
final class SellingTerms {
  /**
   * A drop that is not over decides alone: first-come opens the sale at its moment, a fair one
   * sells to whom it draws and to nobody else.
   */
  private static final String TERMS =
      """
      SELECT l.show_id, l.state, l.mode, p.per_buyer, price.price_id, price.yen,
             d.kind AS drop_kind, d.per_buyer AS drop_per_buyer, d.is_open AS drop_open,
             timed.ids, timed.yens, timed.ends,
             EXISTS (SELECT 1 FROM shop_waiting w
                      WHERE w.sku = $3 AND w.state = 'WAITING'
                        AND (w.show_id = l.show_id OR $4)) AS waited
        FROM shop_listing l
        JOIN shop_product p USING (product_id)
        JOIN shop_variant v ON v.sku = $3 AND NOT v.retired
        JOIN LATERAL (SELECT price_id, yen FROM shop_price
                       WHERE sku = $3 AND valid_from <= clock_timestamp()
                       ORDER BY valid_from DESC, price_id DESC LIMIT 1) price ON true
        LEFT JOIN LATERAL
             (SELECT kind, per_buyer,
                     clock_timestamp() >= opens_at AND clock_timestamp() < closes_at AS is_open
                FROM shop_drop
               WHERE show_id = l.show_id AND sku = $3 AND state IN ('PLANNED', 'OPEN', 'DRAWN')
             ) d ON true
        LEFT JOIN LATERAL
             (SELECT array_agg(t.timed_id) AS ids, array_agg(t.yen) AS yens,
                     array_agg((extract(epoch FROM t.ends_at) * 1000)::bigint) AS ends
                FROM shop_timed_price t
               WHERE t.show_id = l.show_id AND t.sku = $3 AND t.corrected_at IS NULL
                 AND t.starts_at <= clock_timestamp()
                 AND t.ends_at >= clock_timestamp() - $5::bigint * interval '1 millisecond') timed ON true
       WHERE l.product_id = $1 AND l.show_id = ANY($2)
      """;

  private SellingTerms() {}

  static Map<ShowId, Terms> read(Sql sql, Level level, List<ShowId> shows) {
    var terms = new HashMap<ShowId, Terms>();
    sql.list(
        TERMS,
        row -> terms.put(new ShowId(row.getString("show_id")), terms(row)),
        level.product().value(),
        shows.stream().map(ShowId::value).toArray(String[]::new),
        level.sku().value(),
        level.allotments() == 0,
        LaneRules.GRACE_MILLIS);
    return terms;
  }

  /** In one show, and of a SKU of which only the counter is known. */
  static Terms of(Sql sql, Level level, ShowId show) {
    var terms = read(sql, level, List.of(show)).get(show);
    return terms == null ? new Terms(SaleState.HIDDEN, 0, Money.ZERO, 0) : terms;
  }

  private static Terms terms(Row row) {
    var listed = SaleState.valueOf(row.getString("state"));
    var mode = SaleMode.valueOf(row.getString("mode"));
    int perBuyer = row.getInteger("per_buyer");
    String drop = row.getString("drop_kind");
    boolean waited = row.getBoolean("waited");
    if (drop != null) {
      boolean open = "FIRST_COME".equals(drop) && row.getBoolean("drop_open");
      boolean sells = listed == SaleState.COMING || listed == SaleState.ON_SALE;
      listed = open && sells ? SaleState.ON_SALE : SaleState.COMING;
      perBuyer = row.getInteger("drop_per_buyer");
      mode = SaleMode.HOLD;
    }
    return new Terms(
        listed,
        perBuyer,
        Money.yen(row.getLong("yen")),
        row.getLong("price_id"),
        mode,
        drop == null ? timed(row) : List.of(),
        waited);
  }

  private static List<Timed> timed(Row row) {
    var ids = row.getArrayOfStrings("ids");
    if (ids == null) {
      return List.of();
    }
    var yens = row.getArrayOfLongs("yens");
    var ends = row.getArrayOfLongs("ends");
    var timed = new ArrayList<Timed>();
    for (int i = 0; i < ids.length; i++) {
      timed.add(new Timed(ids[i], Money.yen(yens[i]), new ShowTime(ends[i])));
    }
    return timed;
  }
}
