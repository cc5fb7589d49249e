/**
 * How units are sold beside the plain tap, put together: timed prices, drops, waiting lists, units
 * of a show's own, and the producer's doors to them.
 */
@NullMarked
package live.nigiwai.shop.selling;

import org.jspecify.annotations.NullMarked;
