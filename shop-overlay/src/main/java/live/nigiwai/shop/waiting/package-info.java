/**
 * The waiting list 入荷待ち: who wants what is sold out stands in a line, and units that come back are
 * held for them in that order before anyone else hears of them.
 *
 * <p>{@link live.nigiwai.shop.waiting.WaitingList} is asked by the stock whenever units come back;
 * as long as somebody waits, the lane tells others "sold out".
 */
@NullMarked
package live.nigiwai.shop.waiting;

import org.jspecify.annotations.NullMarked;
