package live.nigiwai.shop.payment;

/**
 * The one funnel through which every hint about a payment goes: a webhook, a buyer who came back, a
 * timer. It asks the provider how the attempt stands and applies the answer once.
 */
@FunctionalInterface
public interface Settles {
  /** Blocks. Repeats, and attempts that nobody here knows, do nothing. */
  void settle(String attemptId);
}
