package live.nigiwai.shop.payment;

import live.nigiwai.show.ShowTime;

/** A provider for tests, and the buyers' and the network's side of it. */
public interface ProviderHouse {
  PaymentProvider provider();

  /** A token of a card that is good, as the provider's own form gives it. */
  String goodCard();

  /** Of a card that has no money. */
  String poorCard();

  /** Of a card whose bank asks first. */
  String challengedCard();

  /** The buyer says yes or no where the next step leads. */
  void answer(Payment.ActionRequired asked, boolean yes);

  /** The buyer pays the slip in cash. */
  void payAtTill(Payment.AwaitingCash slip);

  /** The slip's last day is over. */
  void expire(Payment.AwaitingCash slip);

  /** The next request is lost on the way there. */
  void loseNextRequest();

  /** The next request is done, but its answer is lost. */
  void loseNextAnswer();

  /** How many payments the provider has made out of everything it was asked. */
  int payments();

  /** How many refunds. */
  int refunds();

  /** Some days from now. */
  ShowTime later();

  /** Once, after the last test. */
  void close();
}
