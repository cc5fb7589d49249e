/**
 * The cart かご: what a buyer means to buy, kept over reloads and devices. Nothing is held for it
 * until its checkout begins, and then all of it or nothing.
 *
 * <p>{@link live.nigiwai.shop.cart.CartTarget} is the port that pages and the embed talk to; {@link
 * live.nigiwai.shop.cart.OwnCart} is ours behind it.
 */
@NullMarked
package live.nigiwai.shop.cart;

import org.jspecify.annotations.NullMarked;
