package live.nigiwai.shop.payment;

import live.nigiwai.show.Money;

/**
 * Some or all of a captured amount, back to the buyer.
 *
 * @param refundId ours, and the key under which the provider does it at most once
 * @param reference the captured payment, as {@link Payment.Captured} named it
 * @param contact where a provider asks for a bank account if the money came as cash
 */
public record Refund(
    String refundId,
    String attemptId,
    String reference,
    PaymentMethod method,
    Money amount,
    Contact contact) {
  public Refund {
    if (amount.yen() <= 0) {
      throw new IllegalArgumentException("nothing to refund");
    }
  }
}
