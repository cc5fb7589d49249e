package live.nigiwai.shop.mail;

import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.show.Money;

/** What each kind of letter about an order begins with. */
record OrderWords(LocalText subject, LocalText opening) {
  static OrderWords of(MailKind kind, OrderLetter order) {
    return switch (kind) {
      case RECEIVED -> received(order);
      case PAYMENT_SLIP -> slip();
      case ACCEPTED ->
          new OrderWords(
              new LocalText("ご注文を承りました", "Your order is accepted"),
              new LocalText(
                  "ご注文を承りました。これをもって売買契約が成立しました。発送の準備を進めます。",
                  "We have accepted your order; this concludes the contract of sale. We are"
                      + " preparing your parcel."));
      case SHIPPED -> shipped(order);
      case CANCELLED ->
          new OrderWords(
              new LocalText("ご注文を取り消しました", "Your order is cancelled"),
              new LocalText(
                  "次のご注文を取り消しました。すでにお支払いいただいた金額は、お支払いの方法に応じて返金します。",
                  "The order below is cancelled. Whatever you have paid is refunded the way you"
                      + " paid it."));
      case REFUNDED -> refunded(order);
      case LOGIN_CODE -> throw new IllegalArgumentException("no letter about an order");
    };
  }

  private static OrderWords received(OrderLetter order) {
    String whenJa = order.contractAtShipping() ? "商品を発送したとき" : "お支払いを確認したとき";
    String whenEn =
        order.contractAtShipping() ? "when we send the goods" : "when we confirm your payment";
    return new OrderWords(
        new LocalText("ご注文を受け付けました", "We have received your order"),
        new LocalText(
            "ご注文のお申込みを受け付けました。ありがとうございます。\n"
                + "このメールは受付のお知らせです。売買契約は、当店が"
                + whenJa
                + "に、承諾のお知らせをもって成立します。",
            "Thank you. We have received your order.\n"
                + "This mail confirms its receipt only. The contract of sale forms "
                + whenEn
                + ", and we will write to you then."));
  }

  private static OrderWords slip() {
    return new OrderWords(
        new LocalText("コンビニでのお支払いのご案内", "How to pay at a convenience store"),
        new LocalText(
            "ご注文を受け付けました。期限までに、下の番号でお支払いください。\n" + "期限を過ぎますとお申込みは取り消され、お取り置きも終了します。",
            "We have received your order. Please pay with the number below before the deadline.\n"
                + "After the deadline the order is cancelled and the goods are released."));
  }

  private static OrderWords shipped(OrderLetter order) {
    String contractJa = order.contractAtShipping() ? "これをもってご注文を承諾し、売買契約が成立しました。\n" : "";
    String contractEn =
        order.contractAtShipping()
            ? "With this we accept your order, which concludes the contract of sale.\n"
            : "";
    return new OrderWords(
        new LocalText("商品を発送しました", "Your parcel is on its way"),
        new LocalText(
            "商品を発送しました。\n" + contractJa + "お受け取りまで今しばらくお待ちください。",
            "We have sent your goods.\n" + contractEn + "They will be with you soon."));
  }

  private static OrderWords refunded(OrderLetter order) {
    Money amount = order.refunded();
    return new OrderWords(
        new LocalText("返金のお知らせ", "Your refund"),
        amount == null
            ? new LocalText("返金の手続きをしました。", "We have refunded you.")
            : new LocalText(
                OrderSummary.ja(amount) + "の返金を手続きしました。明細への反映は、お支払いの方法により数日から数週間かかります。",
                "We have refunded "
                    + OrderSummary.en(amount)
                    + ". Depending on how you paid it takes days to weeks to appear."));
  }
}
