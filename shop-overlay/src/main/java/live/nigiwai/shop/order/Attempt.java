package live.nigiwai.shop.order;

import live.nigiwai.shop.checkout.NextView;
import live.nigiwai.shop.payment.Charge;
import live.nigiwai.shop.payment.Contact;
import live.nigiwai.shop.payment.PaymentMethod;
import live.nigiwai.show.Money;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to be paid for an order.
 *
 * @param reference the provider's name for it, once it told
 * @param step what the buyer has to do
 * @param giveUpAt the provider lets nobody pay from then on
 * @param isOverdue it is time to ask the provider to give it up
 * @param ageMillis since it was written, by the database's clock
 */
record Attempt(
    String id,
    String orderId,
    ShowId show,
    String requestKey,
    Money amount,
    PaymentMethod method,
    @Nullable String cardToken,
    State state,
    @Nullable String reference,
    @Nullable NextView step,
    ShowTime giveUpAt,
    boolean isOverdue,
    long ageMillis) {
  enum State {
    /** The provider may have been asked, or not. */
    CREATED,
    /** Asked, and no answer. Never taken for a failure. */
    UNKNOWN,
    /** The buyer, or the till of a convenience store, has the next word. */
    WAITING,
    /** To be given up; only the provider's answer decides. */
    CANCELLING,
    CAPTURED,
    /** The carrier brings the money. */
    ON_DELIVERY,
    FAILED,
    CANCELLED;

    boolean isOpen() {
      return this == CREATED || this == UNKNOWN || this == WAITING || this == CANCELLING;
    }

    /** Ended without money, as far as is known. */
    boolean isDead() {
      return this == FAILED || this == CANCELLED;
    }
  }

  /**
   * @param order what it pays for
   */
  Charge charge(Order order) {
    return new Charge(
        id, method, cardToken, amount, contact(order), "/checkout/" + order.checkoutId(), giveUpAt);
  }

  static Contact contact(Order order) {
    var buyer = order.buyer();
    return new Contact(buyer.name(), buyer.email(), buyer.phone());
  }

  /** Without the card's token, so that it never reaches a log. */
  @Override
  public String toString() {
    return "Attempt " + id + " " + state;
  }
}
