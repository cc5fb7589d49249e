package live.nigiwai.shop.stock;

/** Whose a unit is between the tap and the payment; per product and show. */
public enum SaleMode {
  /** The tap keeps the units. */
  HOLD,
  /** Whoever orders first has them; the tap only opens the sheet. */
  FIRST_PAID
}
