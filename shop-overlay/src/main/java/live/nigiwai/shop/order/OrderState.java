package live.nigiwai.shop.order;

import java.util.Locale;

/** The life of an order. */
public enum OrderState {
  /** Written down before any money moves; nobody was told yet. */
  PREPARED,
  /** 受付: the buyer was told that the payment is being checked. */
  PLACED,
  /** Paid, and its units are taken: the contract. */
  ACCEPTED,
  /** Paid, but its units were gone by then: staff restock or refund, never silently. */
  PAID_SHORT,
  /** Not paid after all; its units are back. */
  CANCELLED,
  /** Never paid before its hold ended. */
  EXPIRED;

  /** Whether anyone but the machinery may see it. */
  boolean isTold() {
    return this != PREPARED && this != EXPIRED;
  }

  /** As its buyer reads it on the order page. */
  String forBuyer() {
    return switch (this) {
      case PREPARED, PLACED, PAID_SHORT -> "placed";
      case ACCEPTED -> "accepted";
      case CANCELLED, EXPIRED -> "cancelled";
    };
  }

  /** As the checkout that waits for it reads it. */
  String forCheckout() {
    return this == PLACED || this == PAID_SHORT ? "pending" : forBuyer();
  }

  /** As staff and the backstage log read it. */
  String forStaff() {
    return name().toLowerCase(Locale.ROOT);
  }
}
