package live.nigiwai.shop.checkout;

import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.payment.PaymentMethod;

/** 支払の時期及び方法, in words: when and how one pays. */
final class PaymentWords {
  private PaymentWords() {}

  static LocalText of(CheckoutRow row) {
    return switch (row.method()) {
      case CARD -> card(row);
      case PAYPAY ->
          new LocalText(
              "PayPay。次の画面で承認した時に決済します。", "PayPay, charged when you approve it on the next page.");
      case KONBINI ->
          new LocalText(
              "コンビニ払い(前払い)。ご注文後に表示される番号で、期限までに店頭でお支払いください。",
              "At a convenience store, in advance: pay by the date shown with the numbers you get"
                  + " after ordering.");
      case CASH_ON_DELIVERY ->
          new LocalText(
              "代金引換。商品のお届け時に、配送員へ現金でお支払いください。",
              "Cash on delivery: pay the carrier when the parcel arrives.");
    };
  }

  private static LocalText card(CheckoutRow row) {
    var card = row.card();
    if (card == null) {
      return new LocalText(
          "クレジットカード、一括払い。ご注文の受付時に決済します。",
          "Credit card, in one payment, charged when the order is placed.");
    }
    return new LocalText(
        "クレジットカード(%s 下4桁 %s)、一括払い。ご注文の受付時に決済します。".formatted(card.brand(), card.last4()),
        "Credit card (%s ending in %s), in one payment, charged when the order is placed."
            .formatted(card.brand(), card.last4()));
  }

  /** The method alone, as it stands on an order. */
  static LocalText name(PaymentMethod method) {
    return switch (method) {
      case CARD -> new LocalText("クレジットカード", "Credit card");
      case PAYPAY -> new LocalText("PayPay", "PayPay");
      case KONBINI -> new LocalText("コンビニ払い", "Convenience store");
      case CASH_ON_DELIVERY -> new LocalText("代金引換", "Cash on delivery");
    };
  }
}
