/**
 * What people say: the public room of each show, followed over WebSocket ({@code PROTOCOL.md}).
 *
 * <p>Read {@link live.nigiwai.relay.Relay} first: it is the door and lists the parts. Then {@code
 * socket} (one client), {@code room} (one log and its audience), {@code fanout} (one frame to many
 * sockets), {@link live.nigiwai.relay.Talk} (the conversation: what is said passes {@code
 * moderation} into the log, {@code question} takes questions out of it, {@link
 * live.nigiwai.relay.Notices} tells people what concerns them alone).
 */
@NullMarked
package live.nigiwai.relay;

import org.jspecify.annotations.NullMarked;
