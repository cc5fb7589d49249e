/**
 * What is laid over the picture, and what viewers may buy: pinned cards and the sale state of each
 * product in a show.
 *
 * <p>{@link live.nigiwai.shop.overlay.Pins} and {@link live.nigiwai.shop.overlay.SaleStates} each
 * change their own rows and append the fact in one transaction; {@link
 * live.nigiwai.shop.overlay.OverlayEndpoints} is the producer's door to them.
 */
@NullMarked
package live.nigiwai.shop.overlay;

import org.jspecify.annotations.NullMarked;
