/**
 * The staff's door to the catalogue: one product in a form, many in a sheet (CSV), pictures from a
 * file or an address, the licences, and which products stand in a show.
 *
 * <p>{@link live.nigiwai.shop.catalog.goods.Goods} puts it together. {@code ProductForm} is what a
 * product is in JSON and holds every rule for what may be typed; a row of a sheet becomes such a
 * form, so that both are judged alike.
 */
@NullMarked
package live.nigiwai.shop.catalog.goods;

import org.jspecify.annotations.NullMarked;
