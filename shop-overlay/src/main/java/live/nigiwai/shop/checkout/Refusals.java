package live.nigiwai.shop.checkout;

import live.nigiwai.runtime.http.ApiProblem;

/** Every refusal a buyer may meet, in words for people and a code for programs. */
public final class Refusals {
  private Refusals() {}

  /**
   * @param left units the buyer could have
   */
  public static ApiProblem soldOut(int left) {
    var problem =
        left == 0
            ? new ApiProblem(409, "sold_out", "売り切れました。", "Sold out.", true)
            : new ApiProblem(
                409, "sold_out", "残り" + left + "点です。", "Only " + left + " left.", true);
    return problem.with("left", left);
  }

  public static ApiProblem notOnSale() {
    return new ApiProblem(
        409, "not_on_sale", "ただいま販売していません。", "This is not on sale at the moment.", true);
  }

  public static ApiProblem overBuyerLimit(int limit) {
    return new ApiProblem(
            409,
            "per_buyer_limit",
            "お一人様" + limit + "点までです。",
            "Up to " + limit + " per person.",
            false)
        .with("limit", limit);
  }

  /**
   * Coming back in time with the same key keeps one's place.
   *
   * @param ahead how many are before this press at most
   */
  static ApiProblem busy(int retryAfterMillis, int ahead) {
    return new ApiProblem(
            429,
            "busy",
            "ただいまご注文が集中しています。順番にお受けしていますので、このままお待ちください（あと約%,d人）。".formatted(ahead),
            "Many are buying right now. Please wait, you keep your place (about %,d before you)."
                .formatted(ahead),
            true)
        .with("retryAfter", (retryAfterMillis + 999) / 1_000)
        .with("retryAfterMillis", retryAfterMillis)
        .with("ahead", ahead);
  }

  public static ApiProblem keyReused() {
    return new ApiProblem(
        422,
        "key_reused",
        "同じ操作番号が別の内容で使われています。",
        "This Idempotency-Key was used for a different request.",
        false);
  }

  public static ApiProblem invalidField(String field, String ja, String en) {
    return new ApiProblem(422, "invalid_field", ja, en, false).with("field", field);
  }

  public static ApiProblem holdExpired() {
    return new ApiProblem(
        410,
        "hold_expired",
        "お取り置きの時間が過ぎました。もう一度お選びください。",
        "Your reservation has run out. Please choose again.",
        false);
  }

  public static ApiProblem alreadyOrdered() {
    return new ApiProblem(
        409, "already_ordered", "すでにご注文済みです。", "This has been ordered already.", false);
  }

  public static ApiProblem beingPaid() {
    return new ApiProblem(
        409,
        "being_paid",
        "お支払いを確認しています。少しお待ちください。",
        "Your payment is being checked. Please wait a moment.",
        true);
  }

  public static ApiProblem incomplete() {
    return new ApiProblem(
        409,
        "buyer_missing",
        "お届け先とお支払い方法を入力してください。",
        "Please enter the address and the payment first.",
        false);
  }

  /** What the buyer saw is no longer what would be agreed. */
  public static ApiProblem termsChanged() {
    return new ApiProblem(
        409,
        "terms_changed",
        "ご注文内容が表示の後に変わりました。内容をもう一度ご確認ください。",
        "The order has changed since it was shown. Please check it again.",
        false);
  }

  public static ApiProblem ageUnconfirmed() {
    return new ApiProblem(
        409,
        "age_unconfirmed",
        "20歳未満の方の飲酒は法律で禁止されています。20歳以上であることをご確認ください。",
        "Drinking under the age of 20 is prohibited by law. Please confirm that you are 20 or"
            + " over.",
        false);
  }

  public static ApiProblem methodUnavailable() {
    return new ApiProblem(
        409,
        "method_unavailable",
        "このお支払い方法はご利用いただけません。別の方法をお選びください。",
        "This way of paying cannot be used here. Please choose another one.",
        false);
  }

  public static ApiProblem cartEmpty() {
    return new ApiProblem(409, "cart_empty", "かごに商品がありません。", "The cart is empty.", false);
  }

  public static ApiProblem cartFull(int max) {
    return new ApiProblem(
            409,
            "cart_full",
            "かごに入れられるのは" + max + "種類までです。",
            "A cart holds up to " + max + " different items.",
            false)
        .with("limit", max);
  }

  /**
   * @param lines what is wrong with each of the lines that cannot be had as they are
   */
  public static ApiProblem cartChanged(Object lines) {
    return new ApiProblem(
            409,
            "cart_changed",
            "かごの商品に変更がありました。内容をご確認ください。",
            "Something in the cart has changed. Please check it.",
            false)
        .with("lines", lines);
  }

  public static ApiProblem totalChanged(long total) {
    return new ApiProblem(
            409,
            "total_changed",
            "お支払い総額が変わりました。内容をもう一度ご確認ください。",
            "The total has changed. Please check the order again.",
            false)
        .with("total", total);
  }

  /** The same words for every reason, so that nobody learns about a card by trying it here. */
  public static ApiProblem cardDeclined() {
    return new ApiProblem(
        402,
        "card_declined",
        "お支払いができませんでした。別のカードか別のお支払い方法をお試しください。お取り置きは続いています。",
        "The payment was declined. Please try another card or way of paying; your reservation still"
            + " stands.",
        true);
  }
}
