package live.nigiwai.shop.order;

import java.time.Duration;
import live.nigiwai.show.Money;

/**
 * How orders live.
 *
 * @param acceptOn when the contract is made
 * @param cashOnDeliveryFee 代引手数料, tax included
 * @param actionFor how long a buyer has for 3-D Secure or a wallet's page
 * @param cashFor how long a slip can be paid
 * @param cashGrace how much later a store's word of a payment in time may come
 * @param refundMax as much of one order may be given back by cs without the owner or a producer
 */
public record OrderConfig(
    AcceptOn acceptOn,
    Money cashOnDeliveryFee,
    Duration actionFor,
    Duration cashFor,
    Duration cashGrace,
    Money refundMax) {
  /** When an order is accepted. */
  public enum AcceptOn {
    PAYMENT,
    SHIPPING
  }

  private static final Duration ACTION_MIN = Duration.ofMinutes(1);
  private static final Duration CASH_MAX = Duration.ofDays(60);

  public OrderConfig {
    if (cashOnDeliveryFee.yen() < 0 || refundMax.yen() < 0) {
      throw new IllegalArgumentException(
          "order.cashOnDeliveryFee and order.refundMax must not be negative");
    }
    if (actionFor.compareTo(ACTION_MIN) < 0) {
      throw new IllegalArgumentException("order.actionFor must be at least a minute");
    }
    if (cashFor.compareTo(Duration.ofHours(1)) < 0 || cashFor.compareTo(CASH_MAX) > 0) {
      throw new IllegalArgumentException("order.cashFor must be an hour to 60 days");
    }
    if (cashGrace.isNegative()) {
      throw new IllegalArgumentException("order.cashGrace must not be negative");
    }
  }

  public static OrderConfig defaults() {
    return new OrderConfig(
        AcceptOn.SHIPPING,
        Money.yen(330),
        Duration.ofMinutes(15),
        Duration.ofDays(3),
        Duration.ofHours(6),
        Money.yen(10_000));
  }

  public OrderConfig withAcceptOn(AcceptOn next) {
    return new OrderConfig(next, cashOnDeliveryFee, actionFor, cashFor, cashGrace, refundMax);
  }
}
