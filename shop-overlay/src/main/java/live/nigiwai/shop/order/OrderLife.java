package live.nigiwai.shop.order;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.shop.order.OrderSteps.Locked;
import live.nigiwai.shop.order.OrderSteps.Step;
import live.nigiwai.shop.payment.PaymentMethod;
import live.nigiwai.shop.stock.HoldState;
import live.nigiwai.shop.stock.Level;
import live.nigiwai.shop.stock.SoldUnits;
import live.nigiwai.shop.stock.Stock;
import live.nigiwai.show.Money;

/** What staff do with orders, apart from {@link Returns}. */
public final class OrderLife {
  private final OrderSteps steps;
  private final Database database;
  private final Stock stock;
  private final SoldUnits sold;
  private final OrderRows orders;
  private final OrderChanges changes;
  private final AttemptRows attempts;
  private final Settlement settlement;
  private final Supplier<String> ids;

  /**
   * @param ids fresh, unguessable
   */
  public OrderLife(
      OrderSteps steps,
      Database database,
      Stock stock,
      SoldUnits sold,
      OrderRows orders,
      OrderChanges changes,
      AttemptRows attempts,
      Settlement settlement,
      Supplier<String> ids) {
    this.steps = steps;
    this.database = database;
    this.stock = stock;
    this.sold = sold;
    this.orders = orders;
    this.changes = changes;
    this.attempts = attempts;
    this.settlement = settlement;
    this.ids = ids;
  }

  /** The shop accepts the order: from now on there is a contract. */
  public Stepped accept(String orderId, Stepped.By by) {
    return steps.step(
        orderId,
        "accept",
        by,
        all ->
            all.order().state() == OrderState.PAID
                ? Step.done(
                    changes.to(all.action(), all.order(), OrderState.ACCEPTED, by.actor(), ""))
                : OrderSteps.refusedIn(all));
  }

  /**
   * The parcel is on its way; where the order was not accepted before, it is with that.
   *
   * @param tracking the carrier's number, may be empty
   */
  public Stepped ship(String orderId, String carrier, String tracking, Stepped.By by) {
    return steps.step(
        orderId,
        "ship",
        by,
        all -> {
          var order = all.order();
          if (order.state() != OrderState.PAID && order.state() != OrderState.ACCEPTED) {
            return OrderSteps.refusedIn(all);
          }
          var levels = new ArrayList<Level>();
          for (var one : all.units()) {
            if (one.hold().state() == HoldState.COMMITTED) {
              levels.add(sold.ship(all.sql(), one.level(), one.hold()));
            }
          }
          all.sql()
              .change(
                  "UPDATE shop_order SET carrier = $2, tracking = $3 WHERE order_id = $1",
                  order.id(),
                  carrier,
                  tracking);
          if (order.state() == OrderState.PAID) {
            order = changes.to(all.action(), order, OrderState.ACCEPTED, by.actor(), "");
          }
          var note = (carrier + " " + tracking).strip();
          order = changes.to(all.action(), order, OrderState.SHIPPED, by.actor(), note);
          return new Step(new Stepped.Done(order), levels, List.of());
        });
  }

  /** The parcel arrived; with cash on delivery, so did the money. */
  public Stepped deliver(String orderId, Stepped.By by) {
    return steps.step(
        orderId,
        "deliver",
        by,
        all -> {
          if (all.order().state() != OrderState.SHIPPED) {
            return OrderSteps.refusedIn(all);
          }
          if (all.order().method() == PaymentMethod.CASH_ON_DELIVERY) {
            attempts.ofOrder(all.sql(), all.order().id()).stream()
                .filter(attempt -> attempt.state() == Attempt.State.ON_DELIVERY)
                .forEach(
                    attempt -> {
                      attempts.decide(all.sql(), attempt.id(), Attempt.State.CAPTURED, null, null);
                      changes.captured(all.sql(), all.order().id(), attempt.amount());
                    });
          }
          return Step.done(
              changes.to(all.action(), all.order(), OrderState.DELIVERED, by.actor(), ""));
        });
  }

  /**
   * Calls the order off: its units are for sale again, and all its money goes back. What is not
   * paid yet is given up at the provider first.
   */
  public Stepped cancel(String orderId, String reason, Stepped.By by) {
    var seen = database.query(sql -> orders.byId(sql, orderId));
    boolean open = seen.isPresent() && seen.get().state().isTold() && seen.get().state().isUnpaid();
    if (open) {
      settlement.giveUp(seen.get().checkoutId());
    }
    return steps.step(orderId, "cancel", by, all -> cancel(all, reason, by));
  }

  private Step cancel(Locked all, String reason, Stepped.By by) {
    return switch (all.order().state()) {
      case PAID, ACCEPTED, PAID_SHORT -> {
        var levels = new ArrayList<Level>();
        for (var one : all.units()) {
          if (one.hold().state() == HoldState.COMMITTED) {
            levels.add(sold.callOff(all.sql(), one.level(), one.hold(), by.actor()));
          }
        }
        var order = changes.to(all.action(), all.order(), OrderState.CANCELLED, by.actor(), reason);
        var back = order.sums().refundable();
        endCashOnDelivery(all);
        yield new Step(
            new Stepped.Done(order),
            levels,
            back.yen() == 0 ? List.of() : List.of(steps.refund(all, order, back, reason, by)));
      }
      // The provider's answer did it just now.
      case CANCELLED -> Step.done(all.order());
      case PREPARED, PLACED, AWAITING_CASH -> Step.refused(new Stepped.BeingPaid());
      case SHIPPED, DELIVERED, EXPIRED -> OrderSteps.refusedIn(all);
    };
  }

  /** Nothing will be handed over, so nothing will be paid. */
  private void endCashOnDelivery(Locked all) {
    attempts.ofOrder(all.sql(), all.order().id()).stream()
        .filter(attempt -> attempt.state() == Attempt.State.ON_DELIVERY)
        .forEach(
            attempt ->
                attempts.decide(
                    all.sql(), attempt.id(), Attempt.State.CANCELLED, null, "called off"));
  }

  /** Gives some money back, whatever the order's state. */
  public Stepped refund(String orderId, Money amount, String reason, Stepped.By by) {
    return steps.step(
        orderId,
        "refund",
        by,
        all ->
            OrderSteps.tooMuch(all.order(), amount, by)
                .orElseGet(
                    () ->
                        new Step(
                            new Stepped.Done(all.order()),
                            List.of(),
                            List.of(steps.refund(all, all.order(), amount, reason, by)))));
  }

  /** Takes the units that were gone when the order was paid. */
  public Stepped restock(String orderId, Stepped.By by) {
    return steps.step(
        orderId,
        "restock",
        by,
        all -> {
          if (all.order().state() != OrderState.PAID_SHORT) {
            return OrderSteps.refusedIn(all);
          }
          var levels = new ArrayList<Level>();
          for (var one : all.units()) {
            boolean missing =
                one.hold().state() == HoldState.RELEASED || one.hold().state() == HoldState.EXPIRED;
            if (missing) {
              var again = stock.ledger().retake(all.sql(), one.level(), one.hold(), ids.get());
              if (again.isEmpty()) {
                return Step.refused(new Stepped.SoldOut());
              }
              levels.add(again.get());
            }
          }
          var order = changes.to(all.action(), all.order(), OrderState.PAID, by.actor(), "restock");
          return new Step(new Stepped.Done(order), levels, List.of());
        });
  }
}
