package live.nigiwai.shop.payment;

/**
 * How a provider reaches the buyer: for the slip of a store and for 3-D Secure's risk check.
 *
 * @param phone digits only, as stores ask for it at the counter
 */
public record Contact(String name, String email, String phone) {
  /** Without the person, so that nobody reaches a log. */
  @Override
  public String toString() {
    return "Contact";
  }
}
