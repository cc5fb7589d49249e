package live.nigiwai.shop.order;

import java.time.Duration;
import live.nigiwai.show.Money;

/**
 * How orders live.
 *
 * @param acceptOn when the contract is made
 * @param actionFor how long a buyer has for 3-D Secure or a wallet's page
 * @param cashGrace how much later a store's word of a payment in time may come
 * @param refundMax as much of one order may be given back by cs without the owner or a producer
 */
public record OrderConfig(
    AcceptOn acceptOn, Duration actionFor, Duration cashGrace, Money refundMax) {
  /** When an order is accepted. */
  public enum AcceptOn {
    PAYMENT,
    SHIPPING
  }

  private static final Duration ACTION_MIN = Duration.ofMinutes(1);

  public OrderConfig {
    if (refundMax.yen() < 0) {
      throw new IllegalArgumentException("order.refundMax must not be negative");
    }
    if (actionFor.compareTo(ACTION_MIN) < 0) {
      throw new IllegalArgumentException("order.actionFor must be at least a minute");
    }
    if (cashGrace.isNegative()) {
      throw new IllegalArgumentException("order.cashGrace must not be negative");
    }
  }

  public static OrderConfig defaults() {
    return new OrderConfig(
        AcceptOn.SHIPPING, Duration.ofMinutes(15), Duration.ofHours(6), Money.yen(10_000));
  }

  public OrderConfig withAcceptOn(AcceptOn next) {
    return new OrderConfig(next, actionFor, cashGrace, refundMax);
  }
}
