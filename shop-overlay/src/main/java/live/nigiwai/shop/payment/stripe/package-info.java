/**
 * Stripe: an adapter over its Java library.
 *
 * <p>Read {@link live.nigiwai.shop.payment.stripe.StripeProvider} first. What is sent is made by
 * {@link live.nigiwai.shop.payment.stripe.StripeAsking}, what comes back is understood by {@link
 * live.nigiwai.shop.payment.stripe.StripeReading}; both are pure.
 */
@NullMarked
package live.nigiwai.shop.payment.stripe;

import org.jspecify.annotations.NullMarked;
