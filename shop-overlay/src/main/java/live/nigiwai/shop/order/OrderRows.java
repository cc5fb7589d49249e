package live.nigiwai.shop.order;

import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import live.nigiwai.runtime.json.Json;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.checkout.Checkout;
import live.nigiwai.shop.checkout.CheckoutLine;
import live.nigiwai.shop.checkout.Confirmation;
import live.nigiwai.shop.checkout.LineView;
import live.nigiwai.shop.checkout.TaxView;
import live.nigiwai.shop.customer.Buyer;
import live.nigiwai.shop.customer.Card;
import live.nigiwai.shop.customer.Customers;
import live.nigiwai.shop.stock.Hold;
import live.nigiwai.shop.stock.HoldFollower;
import live.nigiwai.show.Money;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.ViewerId;

/** The orders' rows. */
public final class OrderRows implements HoldFollower {
  private static final String ORDER =
      """
      order_id, sequence, number, show_id, checkout_id, hold_id, buyer, state, subtotal, shipping,
      total, name, email, phone, postal, prefecture, city, line1, line2, card_token, card_brand,
      card_last4, keep, delivery, delivery_en,
      (extract(epoch FROM placed_at) * 1000)::bigint AS placed_ms
      """;

  private final Store store;

  public OrderRows(Store store) {
    this.store = store;
  }

  @Override
  public void held(Sql sql, List<Hold> holds) {
    // A tap is no order.
  }

  /** What was never paid before its hold ended will not be an order. */
  @Override
  public void ended(Sql sql, List<Hold> holds) {
    sql.change(
        "UPDATE shop_order SET state = 'EXPIRED', decided_at = now()"
            + " WHERE checkout_id = ANY($1) AND state = 'PREPARED'",
        (Object) holds.stream().map(Hold::checkoutId).toArray(String[]::new));
  }

  Optional<Order> ofCheckout(Sql sql, String checkoutId) {
    return read(sql, "checkout_id = $1", checkoutId);
  }

  Optional<Order> byToken(Sql sql, String tokenHash) {
    return read(sql, "token_hash = $1", tokenHash);
  }

  Optional<Order> byId(Sql sql, String orderId) {
    return read(sql, "order_id = $1", orderId);
  }

  /** Locks the order; its hold is locked before. */
  Optional<Order> lock(Sql sql, String orderId) {
    return read(sql, "order_id = $1 FOR NO KEY UPDATE", orderId);
  }

  private static Optional<Order> read(Sql sql, String where, String value) {
    var found =
        sql.one(
            "SELECT " + ORDER + " FROM shop_order WHERE " + where,
            row -> order(row, List.of(), List.of()),
            value);
    return found.map(order -> withLines(sql, order));
  }

  private static Order withLines(Sql sql, Order bare) {
    var taxes =
        sql.list(
            "SELECT rate, taxable, tax FROM shop_order_tax WHERE order_id = $1 ORDER BY rate DESC",
            row -> new TaxView(row.getInteger(0), row.getLong(1), row.getLong(2)),
            bare.id());
    var lines =
        sql.list(
            "SELECT * FROM shop_order_line WHERE order_id = $1 ORDER BY line",
            OrderRows::line,
            bare.id());
    return bare.with(lines, taxes);
  }

  /** The show's orders that came before a sequence number, newest first, without their taxes. */
  List<Order> page(Sql sql, ShowId show, long before, int limit) {
    var orders =
        sql.list(
            "SELECT "
                + ORDER
                + " FROM shop_order WHERE show_id = $1 AND sequence < $2"
                + " AND state NOT IN ('PREPARED', 'EXPIRED') ORDER BY sequence DESC LIMIT $3",
            row -> order(row, List.of(), List.of()),
            show.value(),
            before,
            limit);
    var lines = new HashMap<String, List<LineView>>();
    sql.list(
        "SELECT * FROM shop_order_line WHERE order_id = ANY($1) ORDER BY order_id, line",
        row ->
            lines
                .computeIfAbsent(row.getString("order_id"), id -> new ArrayList<>())
                .add(line(row)),
        (Object) orders.stream().map(Order::id).toArray(String[]::new));
    return orders.stream()
        .map(order -> order.with(lines.getOrDefault(order.id(), List.of()), order.taxes()))
        .toList();
  }

  /** How many orders the show has and what they come to. */
  public Sum sum(Sql sql, ShowId show) {
    return sql.one(
            "SELECT count(*), coalesce(sum(total), 0)::bigint FROM shop_order"
                + " WHERE show_id = $1 AND state IN ('PLACED', 'ACCEPTED', 'PAID_SHORT')",
            row -> new Sum(row.getLong(0), row.getLong(1)),
            show.value())
        .orElseThrow();
  }

  /** How many of a show's orders are one viewer's. */
  public static int countOf(Sql sql, ShowId show, ViewerId buyer) {
    return sql.one(
            "SELECT count(*) FROM shop_order WHERE buyer = $1 AND show_id = $2 AND state IN"
                + " ('PLACED', 'ACCEPTED', 'PAID_SHORT')",
            row -> row.getLong(0).intValue(),
            buyer.value(),
            show.value())
        .orElse(0);
  }

  /** Counted orders and their total in yen. */
  public record Sum(long count, long total) {}

  /** Writes down what the buyer confirmed, or writes it anew after a card was declined. */
  void prepare(
      Sql sql,
      String orderId,
      String tokenHash,
      Checkout checkout,
      Buyer buyer,
      Card card,
      Confirmation shown) {
    var row = checkout.row();
    var totals = checkout.totals();
    var address = buyer.address();
    sql.change(
        """
        INSERT INTO shop_order
               (order_id, number, token_hash, store_id, show_id, checkout_id, hold_id, buyer, state,
                subtotal, shipping, total, name, email, phone, postal, prefecture, city, line1, line2,
                card_token, card_brand, card_last4, keep, delivery, delivery_en, terms, placed_at)
        VALUES ($1, 'N' || nextval('shop_order_number'), $2, $3, $4, $5, $6, $7, 'PREPARED',
                $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
                $19, $20, $21, $22, $23, $24, $25::text::jsonb, clock_timestamp())
        ON CONFLICT (order_id) DO UPDATE
           SET subtotal = excluded.subtotal, shipping = excluded.shipping, total = excluded.total,
               name = excluded.name, email = excluded.email, phone = excluded.phone,
               postal = excluded.postal, prefecture = excluded.prefecture, city = excluded.city,
               line1 = excluded.line1, line2 = excluded.line2, card_token = excluded.card_token,
               card_brand = excluded.card_brand, card_last4 = excluded.card_last4,
               keep = excluded.keep, delivery = excluded.delivery,
               delivery_en = excluded.delivery_en, terms = excluded.terms,
               placed_at = excluded.placed_at
        """,
        orderId,
        tokenHash,
        store.id(),
        row.show().value(),
        row.id(),
        row.hold().id(),
        row.viewer().value(),
        totals.subtotal().yen(),
        totals.shipping().yen(),
        totals.total().yen(),
        buyer.name(),
        buyer.email(),
        buyer.phone(),
        address.postal(),
        address.prefecture(),
        address.city(),
        address.line1(),
        address.line2(),
        card.token(),
        card.brand(),
        card.last4(),
        row.keep(),
        shown.delivery().ja(),
        shown.delivery().en(),
        Json.text(out -> Json.mapper().writeValue(out, shown)));
    sql.change("DELETE FROM shop_order_line WHERE order_id = $1", orderId);
    sql.change("DELETE FROM shop_order_tax WHERE order_id = $1", orderId);
    for (int i = 0; i < checkout.lines().size(); i++) {
      writeLine(sql, orderId, i + 1, checkout.lines().get(i));
    }
    for (var tax : totals.taxes()) {
      sql.change(
          "INSERT INTO shop_order_tax (order_id, rate, store_id, taxable, tax)"
              + " VALUES ($1, $2, $3, $4, $5)",
          orderId,
          tax.rate(),
          store.id(),
          tax.taxable().yen(),
          tax.tax().yen());
    }
  }

  private void writeLine(Sql sql, String orderId, int number, CheckoutLine line) {
    sql.change(
        """
        INSERT INTO shop_order_line (order_id, line, store_id, product_id, sku, name, name_en, variant,
                                     variant_en, image_key, unit_yen, quantity, tax_rate, total)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        """,
        orderId,
        number,
        store.id(),
        line.product().value(),
        line.sku().value(),
        line.name().ja(),
        line.name().en(),
        line.variant().ja(),
        line.variant().en(),
        line.picture() == null ? null : line.picture().key(),
        line.unitPrice().yen(),
        line.quantity(),
        line.taxRate(),
        line.total().yen());
  }

  void setState(Sql sql, String orderId, OrderState state) {
    sql.change(
        "UPDATE shop_order SET state = $2, decided_at = clock_timestamp() WHERE order_id = $1",
        orderId,
        state.name());
  }

  private static Order order(Row row, List<LineView> lines, List<TaxView> taxes) {
    return new Order(
        row.getString("order_id"),
        row.getLong("sequence"),
        row.getString("number"),
        new ShowId(row.getString("show_id")),
        row.getString("checkout_id"),
        row.getString("hold_id"),
        new ViewerId(row.getString("buyer")),
        OrderState.valueOf(row.getString("state")),
        Money.yen(row.getLong("subtotal")),
        Money.yen(row.getLong("shipping")),
        Money.yen(row.getLong("total")),
        Customers.buyer(row),
        Customers.card(row),
        row.getBoolean("keep"),
        new LocalText(row.getString("delivery"), row.getString("delivery_en")),
        new ShowTime(row.getLong("placed_ms")),
        lines,
        taxes);
  }

  private static LineView line(Row row) {
    String image = row.getString("image_key");
    return new LineView(
        row.getString("sku"),
        row.getString("product_id"),
        row.getString("name"),
        row.getString("name_en"),
        row.getString("variant"),
        row.getString("variant_en"),
        image == null ? null : "/images/" + image,
        row.getLong("unit_yen"),
        row.getInteger("quantity"),
        row.getInteger("tax_rate"),
        row.getLong("total"));
  }
}
