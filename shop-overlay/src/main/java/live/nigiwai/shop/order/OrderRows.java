package live.nigiwai.shop.order;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import live.nigiwai.runtime.json.Json;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.checkout.Choices;
import live.nigiwai.shop.checkout.DiscountView;
import live.nigiwai.shop.checkout.LineView;
import live.nigiwai.shop.checkout.TaxView;
import live.nigiwai.shop.customer.BuyerJson;
import live.nigiwai.shop.customer.Customers;
import live.nigiwai.shop.payment.PaymentMethod;
import live.nigiwai.shop.pricing.LineTotal;
import live.nigiwai.show.Money;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.ViewerId;

/** Reads orders. */
public final class OrderRows {
  private static final String ORDER =
      """
      order_id, sequence, number, show_id, checkout_id, buyer, state, subtotal, discount,
      discounts::text AS discounts, shipping, fee, total, captured, refunded, details::text AS details,
      method, card_token, card_brand, card_last4, choices::text AS choices, keep, delivery,
      delivery_en, carrier, tracking, (extract(epoch FROM placed_at) * 1000)::bigint AS placed_ms
      """;

  /** Orders that count: told to somebody and not called off. */
  private static final String COUNTED = " state NOT IN ('PREPARED', 'EXPIRED', 'CANCELLED')";

  public OrderRows() {}

  Optional<Order> ofCheckout(Sql sql, String checkoutId) {
    return read(sql, "checkout_id = $1", checkoutId);
  }

  Optional<Order> byToken(Sql sql, String tokenHash) {
    return read(sql, "token_hash = $1", tokenHash);
  }

  public Optional<Order> byId(Sql sql, String orderId) {
    return read(sql, "order_id = $1", orderId);
  }

  /** Locks the order; its holds are locked before. */
  Optional<Order> lock(Sql sql, String orderId) {
    return read(sql, "order_id = $1 FOR NO KEY UPDATE", orderId);
  }

  private static Optional<Order> read(Sql sql, String where, String value) {
    var found = sql.one("SELECT " + ORDER + " FROM shop_order WHERE " + where, Bare::of, value);
    return found.map(bare -> filled(sql, List.of(bare)).getFirst());
  }

  /** What a staff member, or a buyer, looks for; every field narrows it. */
  public List<Order> page(Sql sql, OrderSearch search) {
    var where = new StringBuilder(" WHERE sequence < $1 AND state NOT IN ('PREPARED', 'EXPIRED')");
    var args = new ArrayList<Object>();
    args.add(search.before());
    search.narrow(where, args);
    args.add(search.limit());
    return filled(
        sql,
        sql.list(
            "SELECT "
                + ORDER
                + " FROM shop_order"
                + where
                + " ORDER BY sequence DESC LIMIT $"
                + args.size(),
            Bare::of,
            args.toArray()));
  }

  private static List<Order> filled(Sql sql, List<Order> bare) {
    Object ids = bare.stream().map(Order::id).toArray(String[]::new);
    var taxes = new HashMap<String, List<TaxView>>();
    var lines = new HashMap<String, List<LineView>>();
    var totals = new HashMap<String, List<LineTotal>>();
    sql.list(
        "SELECT order_id, rate, taxable, tax FROM shop_order_tax WHERE order_id = ANY($1)"
            + " ORDER BY order_id, rate DESC",
        row ->
            of(taxes, row.getString(0))
                .add(new TaxView(row.getInteger(1), row.getLong(2), row.getLong(3))),
        ids);
    sql.list(
        "SELECT *, parts::text AS line_parts FROM shop_order_line WHERE order_id = ANY($1)"
            + " ORDER BY order_id, line",
        row -> {
          var line = line(row);
          of(totals, row.getString("order_id"))
              .add(LineParts.decode(line.key(), line.quantity(), row.getString("line_parts")));
          return of(lines, row.getString("order_id")).add(line);
        },
        ids);
    return bare.stream()
        .map(it -> it.with(of(lines, it.id()), of(taxes, it.id()), of(totals, it.id())))
        .toList();
  }

  private static <T> List<T> of(HashMap<String, List<T>> all, String id) {
    return all.computeIfAbsent(id, ignored -> new ArrayList<>());
  }

  /** How many orders the show has and what they come to. */
  public Sum sum(Sql sql, ShowId show) {
    return sql.one(
            "SELECT count(*), coalesce(sum(total), 0)::bigint FROM shop_order"
                + " WHERE show_id = $1 AND"
                + COUNTED,
            row -> new Sum(row.getLong(0), row.getLong(1)),
            show.value())
        .orElseThrow();
  }

  /** How many of a show's orders are one viewer's. */
  public static int countOf(Sql sql, ShowId show, ViewerId buyer) {
    return sql.one(
            "SELECT count(*) FROM shop_order WHERE buyer = $1 AND show_id = $2 AND" + COUNTED,
            row -> row.getLong(0).intValue(),
            buyer.value(),
            show.value())
        .orElse(0);
  }

  /** Counted orders and their total in yen. */
  public record Sum(long count, long total) {}

  /** Orders without their lines. */
  private static final class Bare {
    static Order of(Row row) {
      return new Order(
          row.getString("order_id"),
          row.getLong("sequence"),
          row.getString("number"),
          new ShowId(row.getString("show_id")),
          row.getString("checkout_id"),
          new ViewerId(row.getString("buyer")),
          OrderState.valueOf(row.getString("state")),
          new Order.Sums(
              Money.yen(row.getLong("subtotal")),
              Money.yen(row.getLong("discount")),
              discounts(row.getString("discounts")),
              Money.yen(row.getLong("shipping")),
              Money.yen(row.getLong("fee")),
              Money.yen(row.getLong("total")),
              Money.yen(row.getLong("captured")),
              Money.yen(row.getLong("refunded"))),
          BuyerJson.decode(row.getString("details")),
          PaymentMethod.valueOf(row.getString("method")),
          row.getString("card_token") == null ? null : Customers.card(row),
          Choices.decode(row.getString("choices")),
          row.getBoolean("keep"),
          new LocalText(row.getString("delivery"), row.getString("delivery_en")),
          new Order.Parcel(row.getString("carrier"), row.getString("tracking")),
          new ShowTime(row.getLong("placed_ms")),
          List.of(),
          List.of(),
          List.of());
    }

    private static List<DiscountView> discounts(String json) {
      try {
        return Json.mapper().readValue(json, new TypeReference<List<DiscountView>>() {});
      } catch (JsonProcessingException malformed) {
        throw new IllegalStateException("stored discounts cannot be read", malformed);
      }
    }
  }

  private static LineView line(Row row) {
    String image = row.getString("image_key");
    return new LineView(
        row.getString("sku"),
        row.getString("show_id"),
        row.getString("sku"),
        row.getString("product_id"),
        row.getString("name"),
        row.getString("name_en"),
        row.getString("variant"),
        row.getString("variant_en"),
        image == null ? null : "/images/" + image,
        row.getLong("unit_yen"),
        null,
        row.getInteger("quantity"),
        row.getInteger("tax_rate"),
        row.getLong("total"),
        row.getInteger("returned"));
  }
}
