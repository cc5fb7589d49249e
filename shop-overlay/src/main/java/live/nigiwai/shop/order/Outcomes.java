package live.nigiwai.shop.order;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.runtime.timeline.Action;
import live.nigiwai.runtime.timeline.TimelineWriter;
import live.nigiwai.shop.checkout.CheckoutRows;
import live.nigiwai.shop.checkout.CheckoutState;
import live.nigiwai.shop.checkout.NextView;
import live.nigiwai.shop.customer.Customers;
import live.nigiwai.shop.stock.HeldUnits;
import live.nigiwai.shop.stock.Level;
import live.nigiwai.shop.stock.Stock;
import live.nigiwai.show.Money;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies what a provider said to an attempt that is still open, once, under the locks counters,
 * holds, order, attempt, and last the show's rows.
 */
public final class Outcomes {
  private static final Logger log = LoggerFactory.getLogger(Outcomes.class);

  /** How long a hold lives on, at least, after a payment was declined. */
  private static final Duration GRACE = Duration.ofMinutes(2);

  private final TimelineWriter timelines;
  private final Stock stock;
  private final CheckoutRows checkouts;
  private final Customers customers;
  private final OrderRows orders;
  private final OrderChanges changes;
  private final AttemptRows attempts;
  private final OrderConfig config;
  private final Duration holdMax;
  private final Supplier<String> ids;

  /**
   * @param holdMax how long a hold may live at all, declined payments included
   * @param ids fresh, unguessable
   */
  public Outcomes(
      TimelineWriter timelines,
      Stock stock,
      CheckoutRows checkouts,
      Customers customers,
      OrderRows orders,
      OrderChanges changes,
      AttemptRows attempts,
      OrderConfig config,
      Duration holdMax,
      Supplier<String> ids) {
    this.timelines = timelines;
    this.stock = stock;
    this.checkouts = checkouts;
    this.customers = customers;
    this.orders = orders;
    this.changes = changes;
    this.attempts = attempts;
    this.config = config;
    this.holdMax = holdMax;
    this.ids = ids;
  }

  /** What a transaction holds locked, in this order. */
  private record Locked(List<HeldUnits> units, Order order, Attempt attempt) {}

  /** Empty where someone else has decided the attempt. */
  private Optional<Locked> lock(Sql sql, Attempt seen) {
    var checkoutId = orders.byId(sql, seen.orderId()).orElseThrow().checkoutId();
    var units = HeldUnits.lock(sql, stock.ledger(), checkoutId);
    var order = orders.lock(sql, seen.orderId()).orElseThrow();
    var attempt = attempts.lock(sql, seen.id()).orElseThrow();
    return attempt.state().isOpen()
        ? Optional.of(new Locked(units, order, attempt))
        : Optional.empty();
  }

  /** One transaction on an attempt that is still open; then tells what levels changed. */
  private void apply(Attempt seen, BiFunction<Action, Locked, List<Level>> work) {
    timelines
        .act(
            seen.show(),
            action ->
                lock(action.sql(), seen)
                    .map(all -> work.apply(action, all))
                    .orElse(List.<Level>of()))
        .forEach(stock::changed);
  }

  /**
   * The money is there, or comes with the parcel.
   *
   * @param amount taken; nothing where it comes with the parcel
   */
  void paid(Attempt seen, Attempt.State state, String reference, Money amount) {
    apply(
        seen,
        (action, all) -> {
          var sql = action.sql();
          var order = all.order;
          if (!order.state().isUnpaid()) {
            throw new IllegalStateException("order " + order.id() + " is decided");
          }
          var levels = new ArrayList<Level>();
          boolean complete = takeUnits(sql, all, levels);
          attempts.decide(sql, seen.id(), state, reference, null);
          changes.captured(sql, order.id(), amount);
          checkouts.setState(sql, order.checkoutId(), CheckoutState.ORDERED);
          remember(sql, order);
          accept(action, order, complete);
          return levels;
        });
  }

  private void accept(Action action, Order order, boolean complete) {
    if (!complete) {
      log.error("order {} is paid but not all of its units are there", order.number());
      changes.to(action, order, OrderState.PAID_SHORT, OrderChanges.MACHINERY, "");
      return;
    }
    var paid = changes.to(action, order, OrderState.PAID, OrderChanges.MACHINERY, "");
    if (config.acceptOn() == OrderConfig.AcceptOn.PAYMENT) {
      changes.to(action, paid, OrderState.ACCEPTED, OrderChanges.MACHINERY, "");
    }
  }

  /** Sold; or, where a hold had ended before the money came, taken again if still there. */
  private boolean takeUnits(Sql sql, Locked all, List<Level> levels) {
    boolean complete = true;
    for (var units : all.units) {
      var hold = units.hold();
      switch (hold.state()) {
        case HELD, PAYING -> levels.add(stock.ledger().commit(sql, units.level(), hold));
        case RELEASED, EXPIRED -> {
          var again = stock.ledger().retake(sql, units.level(), hold, ids.get());
          again.ifPresent(levels::add);
          complete &= again.isPresent();
        }
        case COMMITTED, SHIPPED ->
            throw new IllegalStateException("order " + all.order.id() + " is sold already");
      }
    }
    return complete;
  }

  private void remember(Sql sql, Order order) {
    if (order.keep()) {
      customers.keep(sql, order.viewer(), order.buyer(), order.card());
    } else {
      customers.forget(sql, order.viewer());
    }
  }

  /** The attempt came to nothing, and no money will come of it. */
  void dead(Attempt seen, Attempt.State state, String reason) {
    apply(
        seen,
        (action, all) -> {
          attempts.decide(action.sql(), seen.id(), state, null, reason);
          return takeBack(action, all, reason);
        });
  }

  /**
   * A buyer who is still there keeps the units; one who was told to wait gets a cancelled order.
   */
  private List<Level> takeBack(Action action, Locked all, String reason) {
    var sql = action.sql();
    var levels = new ArrayList<Level>();
    switch (all.order.state()) {
      case PREPARED -> {
        for (var units : all.units) {
          stock.ledger().backToHeld(sql, units.hold(), GRACE.toMillis(), holdMax.toMillis());
        }
      }
      case PLACED, AWAITING_CASH -> {
        for (var units : all.units) {
          levels.add(stock.ledger().release(sql, units.level(), units.hold()));
        }
        changes.to(action, all.order, OrderState.CANCELLED, OrderChanges.MACHINERY, reason);
      }
      case PAID, ACCEPTED, SHIPPED, DELIVERED, PAID_SHORT, CANCELLED, EXPIRED ->
          throw new IllegalStateException("order " + all.order.id() + " is decided");
    }
    return levels;
  }

  /** The buyer has to do something; a slip is as good as told. */
  void waiting(Attempt seen, String reference, NextView step) {
    apply(
        seen,
        (action, all) -> {
          var sql = action.sql();
          attempts.await(sql, seen.id(), reference, step);
          var order = all.order;
          boolean slipIsNew =
              step.slip() != null
                  && (order.state() == OrderState.PREPARED || order.state() == OrderState.PLACED);
          if (slipIsNew) {
            checkouts.setState(sql, order.checkoutId(), CheckoutState.ORDERED);
            remember(sql, order);
            changes.to(action, order, OrderState.AWAITING_CASH, OrderChanges.MACHINERY, "");
          }
          return List.of();
        });
  }

  /** Nothing new; the buyer of an attempt without any answer is told that it is being checked. */
  void undecided(Attempt seen) {
    apply(
        seen,
        (action, all) -> {
          var sql = action.sql();
          attempts.lookAgain(sql, seen.id());
          var state = all.attempt.state();
          boolean unanswered = state == Attempt.State.CREATED || state == Attempt.State.UNKNOWN;
          if (unanswered && all.order.state() == OrderState.PREPARED) {
            checkouts.setState(sql, all.order.checkoutId(), CheckoutState.ORDERED);
            changes.to(action, all.order, OrderState.PLACED, OrderChanges.MACHINERY, "");
          }
          return List.of();
        });
  }
}
