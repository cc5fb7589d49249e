package live.nigiwai.shop.checkout;

import java.util.List;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.pricing.Basket;
import live.nigiwai.shop.pricing.Totals;
import org.jspecify.annotations.Nullable;

/**
 * What a checkout comes to under the rules of the moment.
 *
 * @param basket everything the figures follow from
 * @param couponRefused why the chosen coupon takes nothing off; null where it does, or none is
 *     chosen
 */
record Quote(Basket basket, Totals totals, @Nullable LocalText couponRefused) {
  static Quote of(Basket basket, @Nullable LocalText couponRefused) {
    return new Quote(basket, Totals.of(basket), couponRefused);
  }

  Basket withoutDiscounts() {
    return new Basket(basket.lines(), List.of(), basket.shipping(), basket.paymentFee());
  }
}
