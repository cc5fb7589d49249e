package live.nigiwai.shop.checkout;

/**
 * The order that a checkout became, as its buyer may know it.
 *
 * @param token opens {@code /orders/{token}}
 * @param state {@code pending} while the payment is being checked or the buyer has to do something
 */
public record OrderMark(String token, String number, String state) {}
