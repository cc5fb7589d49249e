package live.nigiwai.shop.checkout;

import live.nigiwai.shop.pricing.Basket;
import live.nigiwai.shop.pricing.Totals;

/**
 * What a checkout comes to under the rules of the moment.
 *
 * @param basket everything the figures follow from
 * @param isCouponRefused the chosen coupon takes nothing off any more
 */
record Quote(Basket basket, Totals totals, boolean isCouponRefused) {}
