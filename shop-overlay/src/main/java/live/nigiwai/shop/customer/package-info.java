/**
 * Who buys: the form a buyer fills in, and the buyers who asked to be remembered.
 *
 * <p>Read {@link live.nigiwai.shop.customer.Buyer} first; {@link
 * live.nigiwai.shop.customer.BuyerForm} says what a form may hold, {@link
 * live.nigiwai.shop.customer.BuyerJson} how a buyer is stored, {@link
 * live.nigiwai.shop.customer.Customers} keeps the remembered.
 */
@NullMarked
package live.nigiwai.shop.customer;

import org.jspecify.annotations.NullMarked;
