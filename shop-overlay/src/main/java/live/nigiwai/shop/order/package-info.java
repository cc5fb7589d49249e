/**
 * Orders: prepare (one transaction), pay (none), settle (one transaction, idempotent), and their
 * life after that.
 *
 * <p>{@link live.nigiwai.shop.order.Orders} writes the order before any money moves, then hands its
 * payment attempt to {@link live.nigiwai.shop.order.Settlement#settle}. The request, a webhook, the
 * poller and the recovery after a crash all call that one method; whatever the provider says is
 * applied once by {@link live.nigiwai.shop.order.Outcomes}, under the locks counters, holds, order,
 * attempt, and last the show's row. {@link live.nigiwai.shop.order.OrderChanges} is the only writer
 * of an order's state. {@link live.nigiwai.shop.order.OrderLife} and {@link
 * live.nigiwai.shop.order.Returns} are what staff do, {@link live.nigiwai.shop.order.Refunds} gives
 * money back.
 */
@NullMarked
package live.nigiwai.shop.order;

import org.jspecify.annotations.NullMarked;
