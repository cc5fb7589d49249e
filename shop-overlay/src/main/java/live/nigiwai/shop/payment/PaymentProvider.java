package live.nigiwai.shop.payment;

import java.util.Optional;
import live.nigiwai.shop.customer.Card;

/** Who takes the money. Calls block and may be slow, so no transaction may be open around them. */
public interface PaymentProvider {
  /** Stands in the order's records. */
  String name();

  /**
   * Takes the money, at most once per attempt however often it is asked. No answer in time, or a
   * connection lost on the way, is {@link Payment.Unknown}.
   */
  Payment charge(Charge charge);

  /** What became of an attempt; {@link Payment.Unheard} if it was never asked for. */
  Payment lookUp(String attemptId);

  /** The card behind a token that the provider's own form gave to the buyer. */
  Optional<Card> card(String token);
}
