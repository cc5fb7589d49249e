/**
 * The timeline on PostgreSQL: gathers what is said into one transaction per tick, commits control
 * actions together with their own rows, and hands every stored batch on in offset order.
 *
 * <p>Read {@link live.nigiwai.runtime.timeline.TimelineWriter} (the door), {@code TickedLog} (one
 * log's tick), {@code LogTransaction} (what a transaction does to a log), {@code Feed} (how other
 * nodes' entries come in) and {@code Delivery} (why followers never see a hole), then {@link
 * live.nigiwai.runtime.timeline.TimelineJson} for the names facts have in storage and on the wire.
 */
@NullMarked
package live.nigiwai.runtime.timeline;

import org.jspecify.annotations.NullMarked;
