package live.nigiwai.shop.document;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import live.nigiwai.shop.catalog.ProductKind;
import live.nigiwai.shop.document.Paper.Charge;
import live.nigiwai.shop.document.Paper.Item;
import live.nigiwai.shop.document.Paper.Kind;
import live.nigiwai.shop.document.Paper.Tax;
import live.nigiwai.shop.order.Order;
import live.nigiwai.shop.pricing.LineTotal;
import live.nigiwai.shop.pricing.ReturnTotals;
import live.nigiwai.shop.pricing.Totals;
import live.nigiwai.show.Money;

/** Writes papers from orders as they were stored. Pure. */
final class Papers {
  private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");

  private final Issuer issuer;

  Papers(Issuer issuer) {
    this.issuer = issuer;
  }

  /**
   * What the rows say besides the order.
   *
   * @param soldOn the day of dispatch, or of the order where it has not left yet
   * @param reducedRate percent; 0 where there is none
   */
  record Facts(LocalDate today, LocalDate soldOn, int reducedRate, boolean alcohol) {}

  static LocalDate placedOn(Order order) {
    return order.placedAt().instant().atZone(JAPAN).toLocalDate();
  }

  Paper of(Kind kind, Order order, Facts facts) {
    boolean goesAlong = kind == Kind.PACKING_SLIP;
    var address = order.buyer().address();
    return new Paper(
        kind,
        order.number() + "-" + kind.letter,
        facts.today.toString(),
        facts.soldOn.toString(),
        null,
        order.number(),
        order.buyer().name(),
        goesAlong
            ? List.of(
                "〒" + address.postal(),
                address.prefecture() + address.city() + address.line1(),
                address.line2())
            : List.of(),
        issuer,
        items(order, facts.reducedRate),
        charges(order),
        order.sums().total().yen(),
        order.taxes().stream().map(tax -> new Tax(tax.rate(), tax.taxable(), tax.tax())).toList(),
        payment(order),
        facts.alcohol ? List.of(ProductKind.ALCOHOL.warning().ja()) : List.of(),
        goesAlong && Boolean.TRUE.equals(order.choices().gift()));
  }

  private static List<Item> items(Order order, int reducedRate) {
    var items = new ArrayList<Item>();
    for (int i = 0; i < order.lines().size(); i++) {
      var line = order.lines().get(i);
      boolean reduced =
          reducedRate > 0
              && order.totals().get(i).parts().stream()
                  .anyMatch(part -> part.rate() == reducedRate && part.gross().yen() > 0);
      items.add(
          new Item(
              line.name() + (line.variant().isEmpty() ? "" : " (" + line.variant() + ")"),
              line.quantity(),
              line.unitPrice(),
              line.total(),
              reduced));
    }
    return items;
  }

  private static List<Charge> charges(Order order) {
    var sums = order.sums();
    var charges = new ArrayList<Charge>();
    charges.add(new Charge("商品小計", sums.subtotal().yen()));
    sums.discounts().forEach(it -> charges.add(new Charge(it.label(), -it.yen())));
    charges.add(new Charge("送料", sums.shipping().yen()));
    if (sums.fee().yen() > 0) {
      charges.add(new Charge("代引手数料", sums.fee().yen()));
    }
    return charges;
  }

  private static String payment(Order order) {
    var card = order.card();
    return switch (order.method()) {
      case CARD ->
          card == null ? "クレジットカード" : "クレジットカード(" + card.brand() + " 下4桁 " + card.last4() + ")";
      case PAYPAY -> "PayPay";
      case KONBINI -> "コンビニエンスストア払い";
      case CASH_ON_DELIVERY -> "代金引換";
    };
  }

  /**
   * The return invoice of one refund. Where goods came back for it, its figures are theirs; money
   * that was given back without goods, or not in full, is split over the order's rates in
   * proportion.
   *
   * @param before units per line that came back earlier
   * @param now units per line that came back for this refund
   */
  Paper returned(
      Order order,
      PaperRows.PaidBack refund,
      Map<Integer, Integer> before,
      Map<Integer, Integer> now,
      Facts facts) {
    var goods =
        ReturnTotals.of(
            order.totals(), byKey(order.totals(), before), byKey(order.totals(), now), List.of());
    boolean exact = !now.isEmpty() && goods.total().equals(refund.amount());
    var taxes = exact ? goods.taxes() : inProportion(order, refund.amount());
    return new Paper(
        Kind.RETURN_INVOICE,
        order.number() + "-" + Kind.RETURN_INVOICE.letter + refund.ordinal(),
        facts.today.toString(),
        facts.soldOn.toString(),
        refund.on().toString(),
        order.number(),
        order.buyer().name(),
        List.of(),
        issuer,
        exact ? cameBack(order, goods, facts.reducedRate) : paidBack(refund.amount(), taxes, facts),
        List.of(),
        refund.amount().yen(),
        taxes.stream()
            .map(tax -> new Tax(tax.rate(), tax.taxable().yen(), tax.tax().yen()))
            .toList(),
        payment(order) + "への返金",
        List.of(),
        false);
  }

  private static Map<String, Integer> byKey(List<LineTotal> lines, Map<Integer, Integer> units) {
    var byKey = new HashMap<String, Integer>();
    units.forEach((line, count) -> byKey.put(lines.get(line - 1).key(), count));
    return byKey;
  }

  private static List<Item> cameBack(Order order, ReturnTotals goods, int reducedRate) {
    var all = items(order, reducedRate);
    var items = new ArrayList<Item>();
    for (var line : goods.lines()) {
      for (int i = 0; i < order.totals().size(); i++) {
        if (order.totals().get(i).key().equals(line.key())) {
          var item = all.get(i);
          long amount = line.amount().yen();
          items.add(
              new Item(
                  item.name() + " 返品",
                  line.quantity(),
                  amount / line.quantity(),
                  amount,
                  item.reduced()));
        }
      }
    }
    return items;
  }

  /** One row per rate, so that the reduced one is marked. */
  private static List<Item> paidBack(Money amount, List<Totals.Tax> taxes, Facts facts) {
    if (taxes.isEmpty()) {
      return List.of(new Item("返金", 1, amount.yen(), amount.yen(), false));
    }
    return taxes.stream()
        .map(
            tax ->
                new Item(
                    "返金(" + tax.rate() + "%対象分)",
                    1,
                    tax.taxable().yen(),
                    tax.taxable().yen(),
                    tax.rate() == facts.reducedRate))
        .toList();
  }

  private static List<Totals.Tax> inProportion(Order order, Money amount) {
    return ReturnTotals.inProportion(
        amount,
        order.taxes().stream()
            .map(tax -> new Totals.AtRate(tax.rate(), Money.yen(tax.taxable())))
            .toList());
  }
}
