package live.nigiwai.shop.order;

import live.nigiwai.shop.payment.Charge;
import live.nigiwai.show.Money;
import live.nigiwai.show.ShowId;

/**
 * One attempt to be paid for an order.
 *
 * @param ageMillis since it was written, by the database's clock
 */
record Attempt(
    String id,
    String orderId,
    ShowId show,
    String requestKey,
    Money amount,
    String cardToken,
    State state,
    long ageMillis) {
  enum State {
    /** The provider may have been asked, or not. */
    CREATED,
    /** Asked, and no answer. Never taken for a failure. */
    UNKNOWN,
    CAPTURED,
    FAILED;

    boolean isOpen() {
      return this == CREATED || this == UNKNOWN;
    }
  }

  Charge charge() {
    return new Charge(id, cardToken, amount);
  }
}
