package live.nigiwai.shop.checkout;

import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.pricing.ShippingConfig;
import live.nigiwai.show.Money;

/**
 * The shop's terms of sale.
 *
 * @param shipping what sending costs
 * @param cancellation 申込みの撤回・解除: returns and withdrawal, as shown before the order
 */
public record SaleTerms(ShippingConfig shipping, LocalText cancellation) {
  public SaleTerms {
    if (cancellation.ja().isBlank() || cancellation.en().isBlank()) {
      throw new IllegalArgumentException("terms.cancellation must be stated in both languages");
    }
    // A table that contradicts itself stops the start, not the first order.
    var unused = shipping.table();
  }

  public static SaleTerms defaults() {
    return new SaleTerms(
        ShippingConfig.defaults(),
        new LocalText(
            "発送前であれば、注文番号を添えて店舗へご連絡いただくことで取り消せます。商品到着後8日以内で未使用の"
                + "場合に限り返品を承ります(返送料はお客様のご負担)。食品の返品はお受けできません。"
                + "不良品・誤配送は当店の負担で交換または返金します。",
            "You may cancel before dispatch by writing to the shop with your order number. Unused"
                + " goods may be returned within 8 days of delivery at your cost; food cannot be"
                + " returned. Defective or wrong items are exchanged or refunded at our cost."));
  }

  /** What sending costs, for the legal pages. */
  public LocalText shippingWords() {
    long least = shipping.table().feeFrom(0, Money.ZERO).yen();
    long free = shipping.freeFrom().yen();
    return new LocalText(
        "送料 %,d円(税込)から。お届け先と重さにより変わり、ご注文の確認画面に表示します。商品合計%,d円(税込)以上で無料(離島を除く)。"
            .formatted(least, free),
        ("Shipping from ¥%,d (tax incl.) by place and weight, shown before you order; free from"
                + " ¥%,d (tax incl.) of goods, remote islands excepted.")
            .formatted(least, free));
  }

  /** Tells whether the terms are still those of before. */
  public String hash() {
    return TermsHash.of(toString());
  }
}
