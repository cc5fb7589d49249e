package live.nigiwai.shop.checkout;

import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.show.Money;

/**
 * The shop's terms of sale.
 *
 * @param shipping for any order below {@code freeFrom}, tax included
 * @param freeFrom goods for this much ship free
 * @param cancellation 申込みの撤回・解除: returns and withdrawal, as shown before the order
 */
public record SaleTerms(Money shipping, Money freeFrom, LocalText cancellation) {
  public SaleTerms {
    if (shipping.yen() < 0 || freeFrom.yen() < 0) {
      throw new IllegalArgumentException("terms.shipping and terms.freeFrom must not be negative");
    }
    if (cancellation.ja().isBlank() || cancellation.en().isBlank()) {
      throw new IllegalArgumentException("terms.cancellation must be stated in both languages");
    }
  }

  public static SaleTerms defaults() {
    return new SaleTerms(
        Money.yen(600),
        Money.yen(11_000),
        new LocalText(
            "発送前であれば、注文番号を添えて店舗へご連絡いただくことで取り消せます。商品到着後8日以内で未使用の"
                + "場合に限り返品を承ります(返送料はお客様のご負担)。食品の返品はお受けできません。"
                + "不良品・誤配送は当店の負担で交換または返金します。",
            "You may cancel before dispatch by writing to the shop with your order number. Unused"
                + " goods may be returned within 8 days of delivery at your cost; food cannot be"
                + " returned. Defective or wrong items are exchanged or refunded at our cost."));
  }

  /** Tells whether the terms are still those of before. */
  public String hash() {
    return TermsHash.of(toString());
  }

  Money shippingFor(Money goods) {
    return goods.compareTo(freeFrom) >= 0 ? Money.ZERO : shipping;
  }
}
