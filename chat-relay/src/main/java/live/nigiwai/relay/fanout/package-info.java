/**
 * Brings very many sockets to the newest of what a room tells.
 *
 * <p>Read {@link live.nigiwai.relay.fanout.News} (what a room tells), {@link
 * live.nigiwai.relay.fanout.Frame} (encoded once), {@link live.nigiwai.relay.fanout.Outlet} (one
 * socket, as seen from here), {@link live.nigiwai.relay.fanout.Crew} (the members of one event loop
 * and the sweep that brings each to the newest), {@link live.nigiwai.relay.fanout.Tempo} (how
 * often) and {@link live.nigiwai.relay.fanout.Audience} (all crews of one room).
 */
@NullMarked
package live.nigiwai.relay.fanout;

import org.jspecify.annotations.NullMarked;
