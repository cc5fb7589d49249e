package live.nigiwai.shop;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.legal.LegalPages.SaleFacts;
import live.nigiwai.shop.payment.PaymentMethod;

/** How the shop sells, in the words of its legal pages: from the settings by which it sells. */
final class SaleWords {
  private SaleWords() {}

  static SaleFacts of(ShopConfig config) {
    var terms = config.terms();
    var fees = cashFees(config.payment().deliveryFees());
    var payments = new ArrayList<LocalText>();
    for (var method : PaymentMethod.values()) {
      if (config.payment().methods().contains(method)) {
        payments.add(payment(method, config.payment().slipDays(), fees));
      }
    }
    return new SaleFacts(terms.shippingWords(), payments, terms.cancellation());
  }

  private static LocalText payment(PaymentMethod method, int slipDays, LocalText fees) {
    return switch (method) {
      case CARD ->
          new LocalText(
              "クレジットカード(一括払い): ご注文の受付時に決済します。",
              "Credit card in one payment: charged when the order is received.");
      case PAYPAY -> new LocalText("PayPay: 承認した時に決済します。", "PayPay: charged when you approve it.");
      case KONBINI ->
          new LocalText(
              "コンビニ払い(前払い): ご注文の%d日後までに店頭でお支払いください。".formatted(slipDays),
              "Convenience store, in advance: pay within %d days of ordering.".formatted(slipDays));
      case CASH_ON_DELIVERY ->
          new LocalText(
              "代金引換: お届け時に配送員へお支払いください。手数料(税込) " + fees.ja() + "。",
              "Cash on delivery: pay the carrier. Fee (tax incl.): " + fees.en() + ".");
    };
  }

  /**
   * @param steps {@code up to:fee} in yen, as PaymentConfig has checked them
   */
  private static LocalText cashFees(List<String> steps) {
    var parts = steps.stream().map(step -> step.split(":", 2)).toList();
    return new LocalText(
        parts.stream()
            .map(part -> yen(part[0]) + "円まで " + yen(part[1]) + "円")
            .collect(Collectors.joining("、")),
        parts.stream()
            .map(part -> "up to ¥" + yen(part[0]) + " ¥" + yen(part[1]))
            .collect(Collectors.joining(", ")));
  }

  private static String yen(String digits) {
    return String.format(Locale.ROOT, "%,d", Long.parseLong(digits.strip()));
  }
}
