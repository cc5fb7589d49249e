package live.nigiwai.shop.stock;

/** The life of a hold. */
public enum HoldState {
  /** Reserved; returns by itself when its time is up. */
  HELD,
  /** An order is being paid; never returned before the provider said no. */
  PAYING,
  /** Sold. */
  COMMITTED,
  /** Sold, and out of the house. */
  SHIPPED,
  /** Given back by the buyer, or by an order that was not accepted. */
  RELEASED,
  EXPIRED
}
