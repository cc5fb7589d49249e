package live.nigiwai.shop.order;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.runtime.timeline.Action;
import live.nigiwai.runtime.timeline.TimelineWriter;
import live.nigiwai.shop.checkout.CheckoutRows;
import live.nigiwai.shop.checkout.CheckoutState;
import live.nigiwai.shop.customer.Customers;
import live.nigiwai.shop.payment.Payment;
import live.nigiwai.shop.payment.PaymentProvider;
import live.nigiwai.shop.payment.Settles;
import live.nigiwai.shop.stock.Hold;
import live.nigiwai.shop.stock.Level;
import live.nigiwai.shop.stock.Stock;
import live.nigiwai.shop.stock.StockConfig;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.timeline.Draft;
import live.nigiwai.show.timeline.Log;
import live.nigiwai.show.timeline.TimelineEvent;
import live.nigiwai.show.timeline.TimelineEvent.OrderedLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings an order to where its payment is. {@link #settle} may be called at any time, by anyone,
 * any number of times: it asks the provider outside every transaction, then applies the answer
 * once, under locks, to an attempt that is still open.
 *
 * <p><b>Threading</b>: any thread that may block.
 */
public final class Settlement implements Settles {
  private static final Logger log = LoggerFactory.getLogger(Settlement.class);

  /** Providers forget idempotency keys after about a day; past that, nothing is sent again. */
  private static final Duration CHARGE_AGE_MAX = Duration.ofHours(20);

  /** How long a hold lives on, at least, after a card was declined. */
  private static final Duration GRACE = Duration.ofMinutes(2);

  private static final int RECOVERED_AT_START_MAX = 1_000;
  private static final int POLLED_AT_ONCE_MAX = 100;

  private final Database database;
  private final TimelineWriter timelines;
  private final PaymentProvider provider;
  private final Stock stock;
  private final CheckoutRows checkouts;
  private final Customers customers;
  private final OrderRows orders;
  private final AttemptRows attempts;
  private final StockConfig stockConfig;
  private final Supplier<String> ids;

  public Settlement(
      Database database,
      TimelineWriter timelines,
      PaymentProvider provider,
      Stock stock,
      CheckoutRows checkouts,
      Customers customers,
      OrderRows orders,
      AttemptRows attempts,
      StockConfig stockConfig,
      Supplier<String> ids) {
    this.database = database;
    this.timelines = timelines;
    this.provider = provider;
    this.stock = stock;
    this.checkouts = checkouts;
    this.customers = customers;
    this.orders = orders;
    this.attempts = attempts;
    this.stockConfig = stockConfig;
    this.ids = ids;
  }

  /** Settles everything that a stop or a crash left open. */
  public void recover() {
    settleClaimed(true, RECOVERED_AT_START_MAX);
  }

  /** Settles what is due for another look. */
  public void poll() {
    settleClaimed(false, POLLED_AT_ONCE_MAX);
  }

  private void settleClaimed(boolean all, int limit) {
    for (String id : database.query(sql -> attempts.claim(sql, all, limit))) {
      try {
        settle(id);
      } catch (RuntimeException failed) {
        log.warn("attempt {} could not be settled yet", id, failed);
      }
    }
  }

  /** Asks how the attempt stands and applies it. */
  @Override
  public void settle(String attemptId) {
    var found = database.query(sql -> attempts.byId(sql, attemptId));
    if (found.isEmpty() || !found.get().state().isOpen()) {
      return;
    }
    var attempt = found.get();
    switch (ask(attempt)) {
      case Payment.Captured captured when !captured.amount().equals(attempt.amount()) -> {
        log.error("attempt {}: the provider took another amount; left for people", attemptId);
        undecided(attempt);
      }
      case Payment.Captured captured -> captured(attempt, captured.reference());
      case Payment.Declined declined -> declined(attempt, declined.reason());
      case Payment.Cancelled ignored -> declined(attempt, "cancelled");
      case Payment.ActionRequired ignored -> undecided(attempt);
      case Payment.AwaitingCash ignored -> undecided(attempt);
      case Payment.OnDelivery ignored -> undecided(attempt);
      case Payment.Unknown ignored -> undecided(attempt);
      case Payment.Unheard ignored -> undecided(attempt);
    }
  }

  private Payment ask(Attempt attempt) {
    try {
      return switch (attempt.state()) {
        case CREATED -> charge(attempt);
        case UNKNOWN ->
            switch (provider.lookUp(attempt.id(), null)) {
              case Payment.Unheard ignored -> charge(attempt);
              case Payment heard -> heard;
            };
        case CAPTURED, FAILED -> throw new IllegalStateException("attempt is decided");
      };
    } catch (RuntimeException noAnswer) {
      log.warn("attempt {}: no answer from {}", attempt.id(), provider.name(), noAnswer);
      return new Payment.Unknown();
    }
  }

  /** Sends the same attempt again where that is safe: the buyer pressed, and it is done once. */
  private Payment charge(Attempt attempt) {
    if (attempt.ageMillis() > CHARGE_AGE_MAX.toMillis()) {
      log.error("attempt {} is too old to be sent again; left for people", attempt.id());
      return provider.lookUp(attempt.id(), null);
    }
    return provider.begin(
        database.query(
            sql -> {
              var order = orders.byId(sql, attempt.orderId()).orElseThrow();
              var hold = stock.ledger().hold(sql, order.holdId()).orElseThrow();
              return attempt.charge(order, hold.expiresAt());
            }));
  }

  /** What a transaction holds locked, in this order. */
  private record Locked(Level level, Hold hold, Order order, Attempt attempt) {}

  /** Empty where someone else has decided the attempt. */
  private Optional<Locked> lock(Sql sql, Attempt seen) {
    String holdId = orders.byId(sql, seen.orderId()).orElseThrow().holdId();
    var sku = stock.ledger().hold(sql, holdId).orElseThrow().sku();
    var level = stock.ledger().lock(sql, sku).orElseThrow();
    var hold = stock.ledger().lockHold(sql, holdId).orElseThrow();
    var order = orders.lock(sql, seen.orderId()).orElseThrow();
    var attempt = attempts.lock(sql, seen.id()).orElseThrow();
    return attempt.state().isOpen()
        ? Optional.of(new Locked(level, hold, order, attempt))
        : Optional.empty();
  }

  private void captured(Attempt seen, String reference) {
    timelines
        .act(
            seen.show(),
            action -> {
              var sql = action.sql();
              var all = lock(sql, seen);
              if (all.isEmpty()) {
                return Optional.<Level>empty();
              }
              var order = all.get().order();
              var level = takeUnits(sql, all.get());
              var next = level.isPresent() ? OrderState.ACCEPTED : OrderState.PAID_SHORT;
              attempts.decide(sql, seen.id(), Attempt.State.CAPTURED, reference, null);
              orders.setState(sql, order.id(), next);
              checkouts.setState(sql, order.checkoutId(), CheckoutState.ORDERED);
              if (order.keep()) {
                customers.keep(sql, order.viewer(), order.buyer(), order.card());
              } else {
                customers.forget(sql, order.viewer());
              }
              tellPlaced(action, order);
              tellChanged(action, order, next);
              return level;
            })
        .ifPresent(stock::changed);
  }

  /** Sold; or, where the hold had ended before the money came, taken again if still there. */
  private Optional<Level> takeUnits(Sql sql, Locked all) {
    return switch (all.hold().state()) {
      case HELD, PAYING -> Optional.of(stock.ledger().commit(sql, all.level(), all.hold()));
      case RELEASED, EXPIRED -> {
        var again = stock.ledger().retake(sql, all.level(), all.hold(), ids.get());
        if (again.isEmpty()) {
          log.error("order {} is paid but its units are gone", all.order().number());
        }
        yield again;
      }
      case COMMITTED ->
          throw new IllegalStateException("order " + all.order().id() + " is sold already");
    };
  }

  private void declined(Attempt seen, String reason) {
    timelines
        .act(
            seen.show(),
            action -> {
              var sql = action.sql();
              var all = lock(sql, seen);
              if (all.isEmpty()) {
                return Optional.<Level>empty();
              }
              attempts.decide(sql, seen.id(), Attempt.State.FAILED, null, reason);
              return takeBack(action, all.get());
            })
        .ifPresent(stock::changed);
  }

  /**
   * A buyer who is still there keeps the units; one who was told to wait gets a cancelled order.
   */
  private Optional<Level> takeBack(Action action, Locked all) {
    var sql = action.sql();
    return switch (all.order().state()) {
      case PREPARED -> {
        long life = stockConfig.holdMax().toMillis();
        stock.ledger().backToHeld(sql, all.hold(), GRACE.toMillis(), life);
        yield Optional.empty();
      }
      case PLACED -> {
        orders.setState(sql, all.order().id(), OrderState.CANCELLED);
        var level = stock.ledger().release(sql, all.level(), all.hold());
        tellChanged(action, all.order(), OrderState.CANCELLED);
        yield Optional.of(level);
      }
      case ACCEPTED, PAID_SHORT, CANCELLED, EXPIRED ->
          throw new IllegalStateException("order " + all.order().id() + " is decided");
    };
  }

  private void undecided(Attempt seen) {
    timelines.act(
        seen.show(),
        action -> {
          var sql = action.sql();
          var all = lock(sql, seen);
          if (all.isEmpty()) {
            return false;
          }
          attempts.lookAgain(sql, seen.id());
          var order = all.get().order();
          if (order.state() == OrderState.PREPARED) {
            orders.setState(sql, order.id(), OrderState.PLACED);
            checkouts.setState(sql, order.checkoutId(), CheckoutState.ORDERED);
            tellPlaced(action, order);
          }
          return true;
        });
  }

  /** Once per order, with its first state that anyone may see. */
  private static void tellPlaced(Action action, Order order) {
    if (order.state() != OrderState.PREPARED) {
      return;
    }
    var lines =
        order.lines().stream()
            .map(
                line ->
                    new OrderedLine(
                        new ProductId(line.product()), new SkuId(line.sku()), line.quantity()))
            .toList();
    var event = new TimelineEvent.OrderPlaced(order.id(), order.number(), lines, order.total());
    action.append(Log.BACKSTAGE, new Draft(null, Actor.viewer(order.viewer()), null, event));
  }

  private static void tellChanged(Action action, Order order, OrderState next) {
    var event = new TimelineEvent.OrderChanged(order.id(), next.forStaff());
    action.append(Log.BACKSTAGE, Draft.bySystem("shop", event));
  }
}
