package live.nigiwai.shop.mail;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import live.nigiwai.runtime.json.Json;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.checkout.LineView;
import live.nigiwai.shop.order.Order;
import live.nigiwai.shop.order.OrderNews;
import live.nigiwai.shop.order.OrderState;
import live.nigiwai.shop.order.OrderTokens;
import live.nigiwai.show.Money;
import live.nigiwai.show.ShowTime;
import org.jspecify.annotations.Nullable;

/**
 * Writes to the buyer what became of an order, in the transaction in which it did. Each letter is
 * written once, however often an order is settled.
 */
public final class OrderMail implements OrderNews {
  private static final Map<String, LocalText> STORES =
      Map.of(
          "familymart", new LocalText("ファミリーマート", "FamilyMart"),
          "lawson", new LocalText("ローソン", "Lawson"),
          "ministop", new LocalText("ミニストップ", "Ministop"),
          "seicomart", new LocalText("セイコーマート", "Seicomart"),
          "seveneleven", new LocalText("セブン-イレブン", "Seven-Eleven"));

  private static final Map<String, String> CARRIERS =
      Map.of("yamato", "ヤマト運輸", "sagawa", "佐川急便", "japanpost", "日本郵便", "other", "");

  private final Outbox outbox;
  private final Letters letters;
  private final OrderTokens tokens;
  private final boolean contractAtShipping;

  public OrderMail(Outbox outbox, Letters letters, OrderTokens tokens, boolean contractAtShipping) {
    this.outbox = outbox;
    this.letters = letters;
    this.tokens = tokens;
    this.contractAtShipping = contractAtShipping;
  }

  @Override
  public void changed(Sql sql, Order order, OrderState from) {
    switch (order.state()) {
      case PLACED, PAID, PAID_SHORT -> write(sql, MailKind.RECEIVED, order, contractAtShipping);
      case AWAITING_CASH -> write(sql, MailKind.PAYMENT_SLIP, order, contractAtShipping);
      case ACCEPTED -> write(sql, MailKind.ACCEPTED, order, contractAtShipping);
      case SHIPPED -> {
        // Accepted by being sent: one letter says both.
        boolean acceptedNow = outbox.withdraw(sql, MailKind.ACCEPTED, order.id());
        write(sql, MailKind.SHIPPED, order, acceptedNow);
      }
      case CANCELLED, EXPIRED -> {
        if (from != OrderState.PREPARED) {
          write(sql, MailKind.CANCELLED, order, contractAtShipping);
        }
      }
      case PREPARED, DELIVERED -> {
        // Nobody was told of it yet; the parcel tells by itself.
      }
    }
  }

  @Override
  public void refunded(Sql sql, Order order, Money amount) {
    // Each refund is told once; how many are done names it.
    long done =
        sql.one(
                "SELECT count(*) FROM shop_refund WHERE order_id = $1 AND state = 'DONE'",
                row -> row.getLong(0),
                order.id())
            .orElse(0L);
    String about = order.id() + " " + done;
    enqueue(sql, MailKind.REFUNDED, about, order, letter(sql, order, contractAtShipping, amount));
  }

  private void write(Sql sql, MailKind kind, Order order, boolean atShipping) {
    enqueue(sql, kind, order.id(), order, letter(sql, order, atShipping, null));
  }

  private void enqueue(Sql sql, MailKind kind, String about, Order order, OrderLetter letter) {
    outbox.enqueue(
        sql, kind, about, order.viewer(), order.buyer().email(), letters.order(kind, letter), null);
  }

  private OrderLetter letter(Sql sql, Order order, boolean atShipping, @Nullable Money refunded) {
    return new OrderLetter(
        order.number(),
        "/orders/" + tokens.token(order.id()),
        order.buyer().name(),
        order.placedAt(),
        order.lines().stream().map(OrderMail::line).toList(),
        charges(order.sums()),
        order.sums().total(),
        order.taxes().stream()
            .map(
                tax ->
                    new OrderLetter.Tax(tax.rate(), Money.yen(tax.taxable()), Money.yen(tax.tax())))
            .toList(),
        payment(order),
        order.delivery(),
        atShipping,
        order.state() == OrderState.AWAITING_CASH ? slip(sql, order).orElse(null) : null,
        parcel(order.parcel()),
        refunded);
  }

  private static OrderLetter.Line line(LineView line) {
    return new OrderLetter.Line(
        new LocalText(named(line.name(), line.variant()), named(line.nameEn(), line.variantEn())),
        line.quantity(),
        Money.yen(line.total()),
        line.taxRate());
  }

  private static String named(String name, String variant) {
    return variant.isEmpty() ? name : name + " (" + variant + ")";
  }

  private static List<OrderLetter.Charge> charges(Order.Sums sums) {
    var all = new ArrayList<OrderLetter.Charge>();
    for (var discount : sums.discounts()) {
      all.add(
          new OrderLetter.Charge(
              new LocalText(discount.label(), discount.labelEn()), Money.yen(-discount.yen())));
    }
    all.add(new OrderLetter.Charge(new LocalText("送料", "Shipping"), sums.shipping()));
    if (sums.fee().yen() > 0) {
      all.add(new OrderLetter.Charge(new LocalText("代引手数料", "Collection fee"), sums.fee()));
    }
    return all;
  }

  private static LocalText payment(Order order) {
    var card = order.card();
    return switch (order.method()) {
      case CARD ->
          card == null
              ? new LocalText("クレジットカード", "Credit card")
              : new LocalText(
                  "クレジットカード(%s 下4桁 %s)".formatted(card.brand(), card.last4()),
                  "Credit card (%s ending in %s)".formatted(card.brand(), card.last4()));
      case PAYPAY -> new LocalText("PayPay", "PayPay");
      case KONBINI -> new LocalText("コンビニ払い(前払い)", "Convenience store, in advance");
      case CASH_ON_DELIVERY -> new LocalText("代金引換", "Cash on delivery");
    };
  }

  private static OrderLetter.@Nullable Parcel parcel(Order.Parcel parcel) {
    String carrier = parcel.carrier();
    String number = parcel.tracking();
    return carrier == null
        ? null
        : new OrderLetter.Parcel(
            CARRIERS.getOrDefault(carrier, carrier),
            number == null ? "" : number,
            followedAt(carrier, number));
  }

  /** The carrier's own page for a parcel; empty where it has none. */
  private static String followedAt(String carrier, @Nullable String number) {
    if (number == null || number.isEmpty()) {
      return "";
    }
    return switch (carrier) {
      case "yamato" -> "https://toi.kuronekoyamato.co.jp/cgi-bin/tneko?number=" + number;
      case "sagawa" -> "https://k2k.sagawa-exp.co.jp/p/web/okurijosearch.do?okurijoNo=" + number;
      case "japanpost" ->
          "https://trackings.post.japanpost.jp/services/srv/search/direct?reqCodeNo1=" + number;
      default -> "";
    };
  }

  /** The slip is written down with its attempt before the order waits for its cash. */
  private Optional<OrderLetter.Slip> slip(Sql sql, Order order) {
    return sql.one(
            "SELECT step::text FROM shop_payment_attempt WHERE order_id = $1 AND step ->> 'kind' ="
                + " 'slip' ORDER BY created_at DESC LIMIT 1",
            row -> row.getString(0),
            order.id())
        .map(json -> Json.tree(json).path("slip"))
        .map(
            slip ->
                new OrderLetter.Slip(
                    stores(slip),
                    slip.path("number").asText(),
                    letters.link(slip.path("url").asText()),
                    new ShowTime(slip.path("expiresAt").asLong())));
  }

  private static LocalText stores(JsonNode slip) {
    var ja = new ArrayList<String>();
    var en = new ArrayList<String>();
    for (var each : slip.path("stores")) {
      var name = STORES.getOrDefault(each.path("store").asText(), LocalText.EMPTY);
      String code = each.path("code").asText();
      ja.add(code.isEmpty() ? name.ja() : name.ja() + " " + code);
      en.add(code.isEmpty() ? name.en() : name.en() + " " + code);
    }
    return new LocalText(String.join(" / ", ja), String.join(" / ", en));
  }
}
