package live.nigiwai.shop.order;

import live.nigiwai.show.Money;
import org.jspecify.annotations.Nullable;

/** What became of a step that a staff member took with an order. */
public sealed interface Stepped {
  /**
   * @param order as it is now
   */
  record Done(Order order) implements Stepped {}

  /** Its state does not allow it. */
  record Refused(OrderState state) implements Stepped {}

  /** More than can be given back, or than this person may. */
  record TooMuch(Money max) implements Stepped {}

  /** The units are still not there. */
  record SoldOut() implements Stepped {}

  /** More units than were ordered and have not come back. */
  record TooMany(String sku) implements Stepped {}

  /** The provider has been asked for the money; only its answer decides. */
  record BeingPaid() implements Stepped {}

  /** The key was used for another step. */
  record KeyReused() implements Stepped {}

  record NotFound() implements Stepped {}

  /**
   * Who asks, and under which key.
   *
   * @param actor for the history
   * @param key of the request; the same one does it once
   * @param refundMax as much of one order this person may give back altogether; null for all of it
   */
  record By(String actor, String key, @Nullable Money refundMax) {}
}
