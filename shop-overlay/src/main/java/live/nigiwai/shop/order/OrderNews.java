package live.nigiwai.shop.order;

import java.util.List;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.show.Money;

/** Learns of every change of an order in the transaction that makes it. */
public interface OrderNews {
  /**
   * The order is in another state; a failure here undoes the change.
   *
   * @param order as it is now
   * @param from the state before
   */
  void changed(Sql sql, Order order, OrderState from);

  /**
   * Money went back to the buyer.
   *
   * @param order as it is now
   * @param amount of this refund
   */
  default void refunded(Sql sql, Order order, Money amount) {}

  /** Tells several, one after the other. */
  static OrderNews each(List<OrderNews> all) {
    var them = List.copyOf(all);
    return new OrderNews() {
      @Override
      public void changed(Sql sql, Order order, OrderState from) {
        them.forEach(one -> one.changed(sql, order, from));
      }

      @Override
      public void refunded(Sql sql, Order order, Money amount) {
        them.forEach(one -> one.refunded(sql, order, amount));
      }
    };
  }
}
