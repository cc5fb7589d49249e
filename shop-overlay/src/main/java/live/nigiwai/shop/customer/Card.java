package live.nigiwai.shop.customer;

/**
 * How someone pays, as far as a shop may know it.
 *
 * @param token what the payment provider knows the card by
 */
public record Card(String token, String brand, String last4) {
  /** Without the token, so that it never reaches a log. */
  @Override
  public String toString() {
    return brand + " …" + last4;
  }
}
