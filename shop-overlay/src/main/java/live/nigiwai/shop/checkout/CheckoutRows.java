package live.nigiwai.shop.checkout;

import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.customer.Buyer;
import live.nigiwai.shop.customer.BuyerJson;
import live.nigiwai.shop.customer.Card;
import live.nigiwai.shop.customer.Customers;
import live.nigiwai.shop.payment.PaymentMethod;
import live.nigiwai.shop.stock.Hold;
import live.nigiwai.shop.stock.HoldFollower;
import live.nigiwai.shop.stock.StockLedger;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.ViewerId;
import org.jspecify.annotations.Nullable;

/** The checkouts' rows. One begins and ends in the very transaction in which its holds do. */
public final class CheckoutRows implements HoldFollower {
  private static final String READ =
      """
      SELECT c.buyer AS checkout_buyer, c.show_id AS checkout_show, c.state AS checkout_state, c.details::text AS details,
             c.card_token, c.card_brand, c.card_last4, c.method, c.choices::text AS choices,
             c.opened::text AS opened, c.from_cart, c.keep, c.kept, h.*,
             h.allotment_id IS NOT NULL AND EXISTS
               (SELECT 1 FROM shop_allotment a
                 WHERE a.allotment_id = h.allotment_id AND a.drop_id IS NOT NULL) AS scarce,
             (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now_ms,
             (SELECT percent FROM shop_tax_rate
               WHERE category = 'STANDARD' AND valid_from <= (now() AT TIME ZONE 'Asia/Tokyo')::date
               ORDER BY valid_from DESC LIMIT 1) AS shipping_rate
        FROM shop_checkout c
        JOIN (SELECT %s FROM shop_hold) h USING (checkout_id)
       WHERE (checkout_id, c.buyer) IN (SELECT * FROM unnest($1::text[], $2::text[]))
       ORDER BY h.created_ms, h.hold_id
      """
          .formatted(StockLedger.HOLD);

  private final Store store;
  private final String terms;

  /**
   * @param terms what checkouts begin with from now on
   */
  public CheckoutRows(Store store, SaleTerms terms) {
    this.store = store;
    this.terms = terms.hash();
  }

  /** Opens a checkout per hold, filled in for buyers who asked to be remembered. */
  @Override
  public void held(Sql sql, List<Hold> holds) {
    sql.change(
        """
        INSERT INTO shop_checkout (checkout_id, store_id, show_id, buyer, state, details, card_token,
                                   card_brand, card_last4, keep, kept, opened, created_at)
        SELECT t.id, $1, t.show, t.buyer, 'OPEN', c.details, c.card_token, c.card_brand, c.card_last4,
               c.buyer IS NOT NULL, c.buyer IS NOT NULL,
               jsonb_build_object('terms', $8::text, 'lines', jsonb_build_array(
                 jsonb_build_object('sku', t.sku, 'yen', t.yen, 'quantity', t.quantity))),
               now()
          FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::int[])
               AS t(id, show, buyer, sku, yen, quantity)
          LEFT JOIN shop_customer c ON c.store_id = $1 AND c.buyer = t.buyer
        """,
        store.id(),
        holds.stream().map(Hold::checkoutId).toArray(String[]::new),
        holds.stream().map(hold -> hold.show().value()).toArray(String[]::new),
        holds.stream().map(hold -> hold.buyer().value()).toArray(String[]::new),
        holds.stream().map(hold -> hold.sku().value()).toArray(String[]::new),
        holds.stream().map(hold -> hold.unitPrice().yen()).toArray(Long[]::new),
        holds.stream().map(Hold::quantity).toArray(Integer[]::new),
        terms);
  }

  /**
   * Opens one checkout for all the holds of a cart.
   *
   * @param key the buyer's idempotency key
   * @param prices what the buyer knew, in the cart's order
   */
  public void openCart(
      Sql sql, String id, ShowId show, ViewerId buyer, String key, List<Opened.Line> prices) {
    sql.change(
        """
        INSERT INTO shop_checkout (checkout_id, store_id, show_id, buyer, state, details, card_token,
                                   card_brand, card_last4, keep, kept, opened, from_cart, request_key,
                                   created_at)
        SELECT $2, $1, $3, $4, 'OPEN', c.details, c.card_token, c.card_brand, c.card_last4,
               c.buyer IS NOT NULL, c.buyer IS NOT NULL, $5::text::jsonb, true, $6, now()
          FROM (SELECT $4::text AS buyer) t
          LEFT JOIN shop_customer c ON c.store_id = $1 AND c.buyer = t.buyer
        """,
        store.id(),
        id,
        show.value(),
        buyer.value(),
        new Opened(prices, terms).encode(),
        key);
  }

  /** The checkout that a press in the cart made before, if it did. */
  public Optional<String> ofCartPress(Sql sql, ViewerId buyer, String key) {
    return sql.one(
        "SELECT checkout_id FROM shop_checkout WHERE buyer = $1 AND request_key = $2",
        row -> row.getString(0),
        buyer.value(),
        key);
  }

  @Override
  public void ended(Sql sql, List<Hold> holds) {
    sql.change(
        "UPDATE shop_checkout SET state = 'EXPIRED' WHERE checkout_id = ANY($1) AND state = 'OPEN'",
        (Object) holds.stream().map(Hold::checkoutId).toArray(String[]::new));
  }

  /** The viewer's checkout; someone else's is not there. */
  public Optional<CheckoutRow> read(Sql sql, String id, ViewerId viewer) {
    return Optional.ofNullable(readAll(sql, List.of(id), List.of(viewer)).get(id));
  }

  /** Checkouts by their ids, each of the viewer at the same place; others are not there. */
  Map<String, CheckoutRow> readAll(Sql sql, List<String> ids, List<ViewerId> viewers) {
    var rows = new LinkedHashMap<String, List<Row>>();
    sql.list(
        READ,
        row ->
            rows.computeIfAbsent(row.getString("checkout_id"), unused -> new ArrayList<>())
                .add(row),
        ids.toArray(String[]::new),
        viewers.stream().map(ViewerId::value).toArray(String[]::new));
    var checkouts = new HashMap<String, CheckoutRow>();
    rows.forEach((id, ofIt) -> checkouts.put(id, checkout(id, ofIt)));
    return checkouts;
  }

  /** Of each SKU the newest hold counts. */
  private static CheckoutRow checkout(String id, List<Row> rows) {
    var newest = new LinkedHashMap<SkuId, Hold>();
    for (var row : rows) {
      var hold = StockLedger.hold(row);
      newest.put(hold.sku(), hold);
    }
    var row = rows.getFirst();
    var opened = Opened.decode(row.getString("opened"));
    var holds = new ArrayList<>(newest.values());
    holds.sort(Comparator.comparingInt(hold -> opened.position(hold.sku())));
    boolean scarce = rows.stream().anyMatch(it -> it.getBoolean("scarce"));
    var viewer = new ViewerId(row.getString("checkout_buyer"));
    return row(id, viewer, holds, opened, scarce, row);
  }

  /** Locks the checkout's row; its holds are locked before. */
  public void lock(Sql sql, String id) {
    sql.one("SELECT 1 FROM shop_checkout WHERE checkout_id = $1 FOR UPDATE", row -> true, id);
  }

  public void setState(Sql sql, String id, CheckoutState state) {
    sql.change("UPDATE shop_checkout SET state = $2 WHERE checkout_id = $1", id, state.name());
  }

  /** Fills in who buys and how they pay; false where the checkout is no longer open. */
  boolean fill(Sql sql, String id, Buyer buyer, @Nullable Card card, boolean keep) {
    return sql.change(
            """
            UPDATE shop_checkout
               SET details = $2::text::jsonb, card_token = $3, card_brand = $4, card_last4 = $5,
                   keep = $6, kept = false
             WHERE checkout_id = $1 AND state = 'OPEN'
            """,
            id,
            BuyerJson.encode(buyer),
            card == null ? null : card.token(),
            card == null ? null : card.brand(),
            card == null ? null : card.last4(),
            keep)
        == 1;
  }

  /** Writes down what was chosen; false where the checkout is no longer open. */
  boolean choose(Sql sql, String id, PaymentMethod method, Choices choices) {
    return sql.change(
            "UPDATE shop_checkout SET method = $2, choices = $3::text::jsonb"
                + " WHERE checkout_id = $1 AND state = 'OPEN'",
            id,
            method.name(),
            choices.encode())
        == 1;
  }

  private static CheckoutRow row(
      String id, ViewerId viewer, List<Hold> holds, Opened opened, boolean scarce, Row row) {
    return new CheckoutRow(
        id,
        new ShowId(row.getString("checkout_show")),
        viewer,
        CheckoutState.valueOf(row.getString("checkout_state")),
        holds,
        BuyerJson.decodeIfAny(row.getString("details")),
        row.getString("card_token") == null ? null : Customers.card(row),
        PaymentMethod.valueOf(row.getString("method")),
        Choices.decode(row.getString("choices")),
        opened,
        row.getBoolean("from_cart"),
        row.getBoolean("keep"),
        row.getBoolean("kept"),
        scarce,
        row.getInteger("shipping_rate"),
        new ShowTime(row.getLong("now_ms")));
  }
}
