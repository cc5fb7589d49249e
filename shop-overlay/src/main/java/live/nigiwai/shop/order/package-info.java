/**
 * Orders: prepare (one transaction), pay (none), settle (one transaction, idempotent).
 *
 * <p>{@link live.nigiwai.shop.order.Orders#submit} writes the order before any money moves, then
 * hands its payment attempt to {@link live.nigiwai.shop.order.Settlement#settle}. The request, the
 * poller and the recovery after a crash all call that one method; whatever the provider says is
 * applied once, under the locks counter, hold, order, and last the show's row.
 */
@NullMarked
package live.nigiwai.shop.order;

import org.jspecify.annotations.NullMarked;
