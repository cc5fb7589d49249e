package live.nigiwai.ingest.rtmp;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import live.nigiwai.show.ShowId;

/**
 * Which publisher holds which show: the newest valid one, unless they displace each other too
 * often.
 *
 * <p>The newest wins because an encoder that lost its network comes back long before its old
 * connection is known to be dead. But two encoders with the same key would fight for ever, so after
 * some takeovers within a minute the newcomer is refused.
 *
 * <p><i>Threading</i>: any thread; one short lock, nothing is called while it is held.
 *
 * @param <H> a holder, compared by identity
 */
final class OnAir<H> {
  /** What became of a claim. */
  sealed interface Claim<H> {
    /** The show is the newcomer's; whoever held it must give way first. */
    record Granted<H>(Optional<H> previous) implements Claim<H> {}

    record Refused<H>(H holder) implements Claim<H> {}
  }

  private final Allowance takeovers;
  private final Map<ShowId, H> holders = new HashMap<>();

  OnAir(Allowance takeovers) {
    this.takeovers = takeovers;
  }

  synchronized Claim<H> claim(ShowId show, H newcomer) {
    H holder = holders.get(show);
    if (holder != null && !takeovers.take(show.value())) {
      return new Claim.Refused<>(holder);
    }
    holders.put(show, newcomer);
    return new Claim.Granted<>(Optional.ofNullable(holder));
  }

  /** Harmless for a holder that was displaced. */
  synchronized void release(ShowId show, H holder) {
    if (holders.get(show) == holder) {
      holders.remove(show);
    }
  }

  synchronized int shows() {
    return holders.size();
  }
}
