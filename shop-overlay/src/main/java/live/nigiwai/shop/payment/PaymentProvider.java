package live.nigiwai.shop.payment;

import java.util.Optional;
import java.util.Set;
import live.nigiwai.shop.customer.Card;
import org.jspecify.annotations.Nullable;

/**
 * Who takes the money. Calls block and may be slow, so no transaction may be open around them. No
 * answer in time, a connection lost on the way or a provider in trouble is an {@code Unknown},
 * never a failure and never an exception.
 *
 * <p><b>Threading</b>: any thread that may block, any number at once.
 */
public interface PaymentProvider {
  /** Stands in the order's records. */
  String name();

  /** What it can take at all. */
  Set<PaymentMethod> methods();

  /**
   * Starts the attempt, or says how it stands; done at most once per attempt however often asked.
   */
  Payment begin(Charge charge);

  /**
   * What became of an attempt; {@link Payment.Unheard} if it was never asked for.
   *
   * @param reference the provider's name for it, where one is known
   */
  Payment lookUp(String attemptId, @Nullable String reference);

  /**
   * Ends an attempt so that no money can come any more: {@link Payment.Cancelled}, or what it has
   * become instead. Only then may its units be given back. An attempt the provider never heard of
   * is remembered as cancelled where that is possible, else {@link Payment.Unheard}.
   */
  Payment cancel(String attemptId, @Nullable String reference);

  /** Gives money back, at most once per refund however often asked, and for ever. */
  Refunded refund(Refund refund);

  /** The card behind a token that the provider's own form gave to the buyer. */
  Optional<Card> card(String token);
}
