/**
 * Money: what the shop asks of a payment provider, and the road there and back.
 *
 * <p>Read {@link live.nigiwai.shop.payment.PaymentProvider} first, then {@link
 * live.nigiwai.shop.payment.Payments}, which puts it together. A provider is asked outside every
 * transaction, at its pace ({@link live.nigiwai.shop.payment.PacedProvider}); a call that got no
 * answer is {@link live.nigiwai.shop.payment.Payment.Unknown}, never a failure. What it tells us by
 * itself goes through {@link live.nigiwai.shop.payment.WebhookInbox} and is only a hint.
 */
@NullMarked
package live.nigiwai.shop.payment;

import org.jspecify.annotations.NullMarked;
