package live.nigiwai.shop.checkout;

import java.util.Optional;

/**
 * The order that a checkout became, as its buyer may know it.
 *
 * @param token opens {@code /orders/{token}}
 * @param state {@code pending} while the payment is being checked
 */
public record OrderMark(String token, String number, String state) {
  /** Finds it; answered by whoever keeps the orders. */
  public interface Finder {
    Optional<OrderMark> of(String checkoutId);
  }
}
