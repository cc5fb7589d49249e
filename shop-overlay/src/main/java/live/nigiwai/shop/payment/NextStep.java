package live.nigiwai.shop.payment;

/** What the buyer has to do before a payment is decided. */
public sealed interface NextStep {
  /**
   * Go to the provider's page and come back to {@link Charge#returnPath}.
   *
   * @param url absolute, or a path of this platform
   */
  record Redirect(String url) implements NextStep {}

  /**
   * 3-D Secure at the card's bank, in a frame or a tab of its own.
   *
   * @param url absolute, or a path of this platform
   */
  record Challenge(String url) implements NextStep {}

  /** Let the provider's own script in our page go on with this payment. */
  record Element(String clientSecret, String publishableKey) implements NextStep {
    /** Whoever has the secret can pay with it, so that it never reaches a log. */
    @Override
    public String toString() {
      return "Element";
    }
  }
}
