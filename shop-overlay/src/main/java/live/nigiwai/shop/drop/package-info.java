/**
 * Drops 数量限定販売: units released at one moment to more people than there are units.
 *
 * <p>{@link live.nigiwai.shop.drop.Drops} plans and cancels them; the units are an allotment of
 * their own. A <i>first-come</i> drop then sells through the lane, which opens by the database's
 * clock. A <i>fair</i> one takes entries through {@link live.nigiwai.shop.drop.EntryDoor}, and
 * {@link live.nigiwai.shop.drop.Draws} draws: {@link live.nigiwai.shop.drop.FairDraw} is the whole
 * arithmetic, and FAIR-DROP.md tells anyone how to check it. Who is drawn is given a hold at the
 * ordinary price; what they do not order goes to the next in the same order.
 *
 * <p>Lock order: counter, drop, entries, and the show's row last.
 */
@NullMarked
package live.nigiwai.shop.drop;

import org.jspecify.annotations.NullMarked;
