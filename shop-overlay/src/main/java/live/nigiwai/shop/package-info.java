/**
 * The shop of a show: what is for sale and what is laid over the picture.
 *
 * <p>{@link live.nigiwai.shop.Shop} puts the parts together and is the only door from outside:
 * {@code catalog} (what is for sale), {@code stock} (units), {@code overlay} (pins and sale
 * states), {@code rundown} (cues), {@code checkout} (from the tap to the final confirmation),
 * {@code payment} (providers), {@code order} (placing and settling) and {@code customer} (known
 * buyers). Read {@link live.nigiwai.shop.stock.Stock} and {@link
 * live.nigiwai.shop.order.Settlement} for the two hard parts.
 */
@NullMarked
package live.nigiwai.shop;

import org.jspecify.annotations.NullMarked;
