package live.nigiwai.shop.order;

import live.nigiwai.show.Money;

/** How much of an order's money went back, or is on its way. */
public enum RefundState {
  NONE,
  PARTIAL,
  FULL;

  static RefundState of(Money captured, Money refunded) {
    if (refunded.yen() == 0) {
      return NONE;
    }
    return refunded.compareTo(captured) < 0 ? PARTIAL : FULL;
  }
}
