/**
 * The few words every feature shares: which show, which product, who, how much money, and when.
 *
 * <p>Read {@link live.nigiwai.show.ShowId}, {@link live.nigiwai.show.Actor} and {@link
 * live.nigiwai.show.ShowTime} first, then the package {@code timeline}, through which features
 * meet. Nothing here depends on anything but the JDK, and nothing here knows how it is stored or
 * sent.
 */
@NullMarked
package live.nigiwai.show;

import org.jspecify.annotations.NullMarked;
