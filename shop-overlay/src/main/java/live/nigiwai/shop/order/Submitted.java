package live.nigiwai.shop.order;

import live.nigiwai.shop.checkout.NextView;
import live.nigiwai.shop.checkout.OrderMark;
import org.jspecify.annotations.Nullable;

/** What became of {@link Orders#submit}. */
sealed interface Submitted {
  /**
   * There is an order, made now or before.
   *
   * @param next what its buyer has to do for the payment; null for nothing
   */
  record Ordered(OrderMark order, @Nullable NextView next) implements Submitted {}

  /** The payment was declined; the units are still the buyer's. */
  record Declined() implements Submitted {}

  /** An earlier attempt is still open at the provider. */
  record BeingPaid() implements Submitted {}

  record TotalChanged(long total) implements Submitted {}

  /** What the buyer saw is not what would be agreed. */
  record TermsChanged() implements Submitted {}

  record HoldExpired() implements Submitted {}

  /** First paid, first served: others were faster. */
  record SoldOut() implements Submitted {}

  record MethodUnavailable() implements Submitted {}

  /** The buyer did not say that they are old enough. */
  record AgeUnconfirmed() implements Submitted {}

  /** It is not known who buys or how they pay. */
  record Incomplete() implements Submitted {}

  record NotFound() implements Submitted {}
}
