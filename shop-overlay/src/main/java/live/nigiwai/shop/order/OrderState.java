package live.nigiwai.shop.order;

import java.util.Locale;

/** The life of an order. Refunds go beside it, see {@link RefundState}. */
public enum OrderState {
  /**
   * Written down before any money moves; nobody but its buyer was told, and only of a next step.
   */
  PREPARED,
  /** 受付: the buyer was told that the payment is being checked. */
  PLACED,
  /** 受付: the slip is out, its cash is not in. */
  AWAITING_CASH,
  /** 受付: the money is certain, or comes with the parcel, and the units are taken. */
  PAID,
  /** The contract: by the shop's setting with the payment, or with the dispatch. */
  ACCEPTED,
  SHIPPED,
  DELIVERED,
  /** Paid, but not all of its units were there by then: staff restock or refund, never silently. */
  PAID_SHORT,
  /** Not paid after all, or called off; its units are back. */
  CANCELLED,
  /** Never paid before its hold ended. */
  EXPIRED;

  /** Whether anyone but the machinery may see it. */
  boolean isTold() {
    return this != PREPARED && this != EXPIRED;
  }

  /** Whether money may still come for it. */
  boolean isUnpaid() {
    return this == PREPARED || this == PLACED || this == AWAITING_CASH;
  }

  /** As its buyer reads it on the order page. */
  public String forBuyer() {
    return switch (this) {
      case PREPARED, PLACED, PAID_SHORT -> "placed";
      case CANCELLED, EXPIRED -> "cancelled";
      case AWAITING_CASH, PAID, ACCEPTED, SHIPPED, DELIVERED -> forStaff();
    };
  }

  /** As the checkout that waits for it reads it. */
  String forCheckout() {
    return this == PREPARED || this == PLACED || this == PAID_SHORT ? "pending" : forBuyer();
  }

  /** As staff and the backstage log read it. */
  public String forStaff() {
    return name().toLowerCase(Locale.ROOT);
  }
}
