/**
 * One WebSocket: the upgrade, what its client says, what it is told, and how it ends.
 *
 * <p>Read {@link live.nigiwai.relay.socket.Upgrade} (the route), {@link
 * live.nigiwai.relay.socket.Visit} (one socket's life), {@link
 * live.nigiwai.relay.socket.ClientFrame} and {@link live.nigiwai.relay.socket.ClientFrames} (bytes
 * to commands, pure), {@link live.nigiwai.relay.socket.Conversation} (what becomes of them, as the
 * relay answers it), {@link live.nigiwai.relay.socket.Wire} (the socket itself), {@link
 * live.nigiwai.relay.socket.Admission} and {@link live.nigiwai.relay.socket.Watch} (limits and
 * deadlines).
 */
@NullMarked
package live.nigiwai.relay.socket;

import org.jspecify.annotations.NullMarked;
