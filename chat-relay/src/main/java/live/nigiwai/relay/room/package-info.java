/**
 * One log of one show as its audience follows it: the newest entries already encoded, all keyed
 * state, and the point where joins and live entries meet.
 *
 * <p>Read {@link live.nigiwai.relay.room.Rooms} (the door), {@link live.nigiwai.relay.room.Room}
 * (joins, batches, ticks), {@link live.nigiwai.relay.room.Recollection} (what a room knows, pure),
 * {@link live.nigiwai.relay.room.RoomFrames} (what it says).
 */
@NullMarked
package live.nigiwai.relay.room;

import org.jspecify.annotations.NullMarked;
