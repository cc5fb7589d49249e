package live.nigiwai.shop.payment.simulator;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What goes wrong by chance, as it follows from a seed: the same calls in the same order meet the
 * same trouble.
 *
 * <p><b>Threading</b>: any thread; with several, their order is what is left to chance.
 */
final class Chaos {
  /** What befalls a call. */
  enum OfCall {
    NOTHING,
    LOST_ON_THE_WAY_THERE,
    LOST_ON_THE_WAY_BACK,
    /** Done, but it says so only later. */
    LATE
  }

  private static final OfCall[] CALLS = {
    OfCall.LOST_ON_THE_WAY_THERE, OfCall.LOST_ON_THE_WAY_BACK, OfCall.LATE
  };
  private static final Mischief[] WEBHOOKS = {
    Mischief.TWICE, Mischief.LATE, Mischief.LOST, Mischief.EARLY, Mischief.SHUFFLED
  };

  private final long seed;
  private final int percent;
  private final AtomicLong drawn = new AtomicLong();

  Chaos(long seed, int percent) {
    this.seed = seed;
    this.percent = percent;
  }

  OfCall ofCall() {
    long bits = draw();
    return hits(bits) ? CALLS[pick(bits, CALLS.length)] : OfCall.NOTHING;
  }

  Mischief ofWebhooks() {
    long bits = draw();
    return hits(bits) ? WEBHOOKS[pick(bits, WEBHOOKS.length)] : Mischief.NONE;
  }

  private boolean hits(long bits) {
    return seed != 0 && Long.remainderUnsigned(bits, 100) < percent;
  }

  private static int pick(long bits, int of) {
    return (int) Long.remainderUnsigned(bits >>> 32, of);
  }

  /** SplitMix64 (Steele, Lea, Flood 2014): each draw depends on its number alone. */
  private long draw() {
    long z = seed + drawn.incrementAndGet() * 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
