/**
 * The ways in: one connection, what its client says, what it is told, and how it ends.
 *
 * <p>Read {@link live.nigiwai.relay.socket.Doors} (all routes), {@link
 * live.nigiwai.relay.socket.Reception} and {@link live.nigiwai.relay.socket.Admission} (who comes,
 * and how many), {@link live.nigiwai.relay.socket.Upgrade} with {@link
 * live.nigiwai.relay.socket.Wire} (WebSocket), {@link live.nigiwai.relay.socket.EventDoor} with
 * {@link live.nigiwai.relay.socket.EventStream} and {@link live.nigiwai.relay.socket.CommandDoor}
 * (server-sent events and requests), {@link live.nigiwai.relay.socket.Visit} (one connection's
 * life, whatever carries it) with {@link live.nigiwai.relay.socket.Voice} (what its visitor says),
 * {@link live.nigiwai.relay.socket.ClientFrame} and {@link live.nigiwai.relay.socket.ClientFrames}
 * (bytes to commands, pure), {@link live.nigiwai.relay.socket.Conversation} (what becomes of them,
 * as the relay answers it), {@link live.nigiwai.relay.socket.Watch} (deadlines).
 */
@NullMarked
package live.nigiwai.relay.socket;

import org.jspecify.annotations.NullMarked;
