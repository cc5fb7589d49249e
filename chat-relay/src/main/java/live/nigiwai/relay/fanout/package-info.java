/**
 * Hands one encoded frame to very many sockets.
 *
 * <p>Read {@link live.nigiwai.relay.fanout.Frame} (encoded once), {@link
 * live.nigiwai.relay.fanout.Outlet} (one socket, as seen from here), {@link
 * live.nigiwai.relay.fanout.Member} (how far one socket has come), {@link
 * live.nigiwai.relay.fanout.Crew} (the members of one event loop) and {@link
 * live.nigiwai.relay.fanout.Audience} (all crews of one room).
 */
@NullMarked
package live.nigiwai.relay.fanout;

import org.jspecify.annotations.NullMarked;
