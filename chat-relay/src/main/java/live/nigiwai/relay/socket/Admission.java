package live.nigiwai.relay.socket;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import live.nigiwai.relay.moderation.TokenBucket;

/**
 * Counts the sockets of this node, in all and by address, and how fast they come.
 *
 * <p><b>Threading</b>: any thread may ask.
 */
final class Admission {
  private final Limits limits;
  private final LongSupplier nanoTime;
  private final TokenBucket joins;
  private final AtomicInteger total = new AtomicInteger();
  private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();

  Admission(Limits limits, LongSupplier nanoTime) {
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.joins = new TokenBucket(limits.joinBurst, limits.joinsPerSecond, nanoTime.getAsLong());
  }

  /**
   * Limits of one node.
   *
   * @param socketsMax keep it below the process's limit of open files
   */
  record Limits(int socketsMax, int socketsPerAddressMax, int joinBurst, int joinsPerSecond) {}

  enum Verdict {
    ADMITTED,
    TOO_MANY,
    TOO_FAST
  }

  /** Whoever is admitted must {@link #leave}. */
  Verdict enter(String address) {
    if (!joins.take(nanoTime.getAsLong())) {
      return Verdict.TOO_FAST;
    }
    if (total.incrementAndGet() > limits.socketsMax) {
      total.decrementAndGet();
      return Verdict.TOO_MANY;
    }
    if (byAddress.merge(address, 1, Integer::sum) > limits.socketsPerAddressMax) {
      leave(address);
      return Verdict.TOO_MANY;
    }
    return Verdict.ADMITTED;
  }

  void leave(String address) {
    total.decrementAndGet();
    byAddress.computeIfPresent(address, (ignored, count) -> count == 1 ? null : count - 1);
  }

  int total() {
    return total.get();
  }

  /** Addresses known at the moment; none when nobody is here. */
  int addresses() {
    return byAddress.size();
  }
}
