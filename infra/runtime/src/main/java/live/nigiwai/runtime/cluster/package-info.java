/**
 * How the nodes of one installation tell each other things of the moment.
 *
 * <p>PostgreSQL is order and truth; what goes through here is only the {@link
 * live.nigiwai.runtime.cluster.Bell}: it says early what the database says anyway. Redis or Valkey
 * keeps nothing for us, so nothing is lost with it. Read {@link
 * live.nigiwai.runtime.cluster.RedisBell}, then {@code Ringing} and {@code Hearing}, its two
 * connections.
 */
@NullMarked
package live.nigiwai.runtime.cluster;

import org.jspecify.annotations.NullMarked;
