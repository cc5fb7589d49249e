package live.nigiwai.shop.legal;

import live.nigiwai.shop.catalog.LocalText;

/**
 * Someone outside who receives what concerns a user (電気通信事業法 第27条の12; 個人情報保護法 第27条).
 *
 * @param who receives it
 * @param what is sent
 * @param why it is sent
 * @param where their own rules can be read; empty where there is no such page
 */
public record ExternalService(LocalText who, LocalText what, LocalText why, String where) {
  /** Card entry in our page is theirs, so the browser talks to them itself. */
  public static final ExternalService STRIPE =
      new ExternalService(
          new LocalText("Stripe, Inc.(決済代行)", "Stripe, Inc. (payment)"),
          new LocalText(
              "カード情報、お名前、メールアドレス、お支払い金額、閲覧中の端末とブラウザの情報、IPアドレス",
              "Card details, name, e-mail address, amount, device and browser information, IP"
                  + " address"),
          new LocalText("お支払いの処理と不正利用の防止", "Processing the payment and preventing fraud"),
          "https://stripe.com/jp/privacy");

  /**
   * The shop's mail server.
   *
   * @param host its name
   */
  public static ExternalService mail(String host) {
    return new ExternalService(
        new LocalText("メール配信サーバー(" + host + ")", "Mail server (" + host + ")"),
        new LocalText("メールアドレス、お名前、ご注文の内容", "E-mail address, name and the contents of the order"),
        new LocalText("ご注文のお知らせと、ログイン用コードの送信", "Notices about orders, and login codes"),
        "");
  }
}
