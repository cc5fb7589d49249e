/**
 * Prices for a time タイムセール.
 *
 * <p>{@link live.nigiwai.shop.timed.TimedPrices} promises, ends and corrects them; the lane reads
 * the rows when somebody taps. Start and end are server time: a tap earns the price until its end
 * and, for a picture that is behind, as much later as the picture is, at most 30 seconds. A hold
 * that earned it keeps it, unless a correction 訂正 names it.
 */
@NullMarked
package live.nigiwai.shop.timed;

import org.jspecify.annotations.NullMarked;
