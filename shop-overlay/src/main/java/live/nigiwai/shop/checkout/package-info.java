/**
 * From the tap to the 最終確認画面: what a buyer has reserved, who they are, how they pay, what it comes
 * to, and the six items the law wants on the screen whose button places the order.
 *
 * <p>{@link live.nigiwai.shop.checkout.Checkouts} is the door; what it comes to is {@link
 * live.nigiwai.shop.pricing.Totals}' answer, put together by the rules of the moment in {@code
 * Quotes}; {@link live.nigiwai.shop.checkout.Confirmation} is pure, and {@code TermsHash} names all
 * that was shown.
 */
@NullMarked
package live.nigiwai.shop.checkout;

import org.jspecify.annotations.NullMarked;
