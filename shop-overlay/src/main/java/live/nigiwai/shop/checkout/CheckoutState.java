package live.nigiwai.shop.checkout;

/** The life of a checkout. */
public enum CheckoutState {
  OPEN,
  ORDERED,
  CANCELLED,
  EXPIRED
}
