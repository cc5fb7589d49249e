/**
 * Money: what the shop asks of a payment provider, and the simulator that stands in for one.
 *
 * <p>Read {@link live.nigiwai.shop.payment.PaymentProvider} first. A provider is asked outside
 * every transaction; a call that got no answer is {@link
 * live.nigiwai.shop.payment.Payment.Unknown}, never a failure. {@link
 * live.nigiwai.shop.payment.SimulatedProvider} keeps its own tables, as a real provider would.
 */
@NullMarked
package live.nigiwai.shop.payment;

import org.jspecify.annotations.NullMarked;
