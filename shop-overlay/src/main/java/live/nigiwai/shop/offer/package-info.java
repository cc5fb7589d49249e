/**
 * Offers: coupons クーポン and the groups of customers they are for.
 *
 * <p>{@link live.nigiwai.shop.offer.Coupons} is the door for whoever sells: it says what a code is
 * worth, takes it together with an order and gives it back once. {@code CouponRules} decides
 * purely; {@code CouponRows} keeps coupons and their uses; {@code GuessLimit} makes guessing
 * pointless; {@code CouponEndpoints} is for the staff.
 */
@NullMarked
package live.nigiwai.shop.offer;

import org.jspecify.annotations.NullMarked;
