package live.nigiwai.shop.order;

import live.nigiwai.shop.payment.Charge;
import live.nigiwai.shop.payment.Contact;
import live.nigiwai.shop.payment.PaymentMethod;
import live.nigiwai.show.Money;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;

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

  /**
   * @param order what it pays for
   * @param giveUpAt when the order's units are given back
   */
  Charge charge(Order order, ShowTime giveUpAt) {
    var buyer = order.buyer();
    return new Charge(
        id,
        PaymentMethod.CARD,
        cardToken,
        amount,
        new Contact(buyer.name(), buyer.email(), buyer.phone()),
        "/checkout/" + order.checkoutId(),
        giveUpAt);
  }
}
