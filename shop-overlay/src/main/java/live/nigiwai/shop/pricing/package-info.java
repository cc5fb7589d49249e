/**
 * What things come to: goods, discounts, fees and the consumption tax in them. Pure arithmetic in
 * whole yen; everybody who needs a sum (checkout, order, documents, returns) gets it here, so that
 * one order has one set of figures.
 *
 * <p>{@link live.nigiwai.shop.pricing.Basket} is what is asked, {@link
 * live.nigiwai.shop.pricing.Totals} the answer; {@link live.nigiwai.shop.pricing.ReturnTotals} is
 * the same for what comes back, {@link live.nigiwai.shop.pricing.ShippingTable} knows the fees.
 */
@NullMarked
package live.nigiwai.shop.pricing;

import org.jspecify.annotations.NullMarked;
