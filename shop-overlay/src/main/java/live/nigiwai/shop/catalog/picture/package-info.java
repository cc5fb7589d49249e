/**
 * Pictures from outside become pictures of ours: read with limits, turned upright, written anew
 * without anything but pixels, in several widths.
 *
 * <p>{@link live.nigiwai.shop.catalog.picture.PictureWorks} makes them, {@link
 * live.nigiwai.shop.catalog.picture.PictureFetch} gets them from an address without letting the
 * address choose what is reached.
 */
@NullMarked
package live.nigiwai.shop.catalog.picture;

import org.jspecify.annotations.NullMarked;
