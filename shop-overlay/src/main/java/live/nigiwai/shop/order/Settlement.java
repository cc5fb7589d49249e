package live.nigiwai.shop.order;

import java.time.Duration;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.shop.checkout.CheckoutEndpoints;
import live.nigiwai.shop.checkout.NextView;
import live.nigiwai.shop.payment.Payment;
import live.nigiwai.shop.payment.PaymentProvider;
import live.nigiwai.shop.payment.Settles;
import live.nigiwai.show.Money;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings an order to where its payment is. {@link #settle} may be called at any time, by anyone,
 * any number of times: it asks the provider outside every transaction, then {@link Outcomes}
 * applies the answer once to an attempt that is still open.
 *
 * <p><b>Threading</b>: any thread that may block.
 */
public final class Settlement implements Settles, CheckoutEndpoints.GivingUp {
  private static final Logger log = LoggerFactory.getLogger(Settlement.class);

  /** Providers forget idempotency keys after about a day; past that, nothing is sent again. */
  private static final Duration CHARGE_AGE_MAX = Duration.ofHours(20);

  private static final int RECOVERED_AT_START_MAX = 1_000;
  private static final int POLLED_AT_ONCE_MAX = 100;

  private final Database database;
  private final PaymentProvider provider;
  private final OrderRows orders;
  private final AttemptRows attempts;
  private final Outcomes outcomes;
  private final Refunds refunds;

  public Settlement(
      Database database,
      PaymentProvider provider,
      OrderRows orders,
      AttemptRows attempts,
      Outcomes outcomes,
      Refunds refunds) {
    this.database = database;
    this.provider = provider;
    this.orders = orders;
    this.attempts = attempts;
    this.outcomes = outcomes;
    this.refunds = refunds;
  }

  /** Settles everything that a stop or a crash left open. */
  public void recover() {
    settleClaimed(true, RECOVERED_AT_START_MAX);
  }

  /** Settles what is due for another look. */
  public void poll() {
    settleClaimed(false, POLLED_AT_ONCE_MAX);
    refunds.poll();
  }

  private void settleClaimed(boolean afterStart, int limit) {
    for (String id : database.query(sql -> attempts.claim(sql, afterStart, limit))) {
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
    if (found.isEmpty()) {
      return;
    }
    var attempt = found.get();
    if (attempt.state().isDead()) {
      lateMoney(attempt);
    } else if (attempt.state().isOpen()) {
      settle(attempt);
    }
  }

  private void settle(Attempt attempt) {
    switch (ask(attempt)) {
      case Payment.Captured captured when !captured.amount().equals(attempt.amount()) -> {
        log.error("attempt {}: the provider took another amount; left for people", attempt.id());
        outcomes.undecided(attempt);
      }
      case Payment.Captured(String reference, var amount) ->
          outcomes.paid(attempt, Attempt.State.CAPTURED, reference, amount);
      case Payment.OnDelivery(String reference) ->
          outcomes.paid(attempt, Attempt.State.ON_DELIVERY, reference, Money.ZERO);
      case Payment.Declined(String reason) -> outcomes.dead(attempt, Attempt.State.FAILED, reason);
      case Payment.Cancelled ignored ->
          outcomes.dead(attempt, Attempt.State.CANCELLED, "cancelled");
      case Payment.ActionRequired(String reference, var next) ->
          outcomes.waiting(attempt, reference, NextView.of(next));
      case Payment.AwaitingCash(String reference, var slip) ->
          outcomes.waiting(attempt, reference, NextView.of(slip));
      case Payment.Unheard ignored when attempt.state() == Attempt.State.CANCELLING ->
          outcomes.dead(attempt, Attempt.State.CANCELLED, "cancelled");
      case Payment.Unknown ignored -> outcomes.undecided(attempt);
      case Payment.Unheard ignored -> outcomes.undecided(attempt);
    }
  }

  /** A provider that does not answer, in whatever way, leaves the attempt undecided. */
  private Payment ask(Attempt attempt) {
    try {
      return switch (attempt.state()) {
        case CREATED -> charge(attempt);
        case UNKNOWN ->
            switch (provider.lookUp(attempt.id(), attempt.reference())) {
              case Payment.Unheard ignored -> charge(attempt);
              case Payment heard -> heard;
            };
        case WAITING ->
            attempt.isOverdue()
                ? cancel(attempt)
                : provider.lookUp(attempt.id(), attempt.reference());
        case CANCELLING -> provider.cancel(attempt.id(), attempt.reference());
        case CAPTURED, ON_DELIVERY, FAILED, CANCELLED ->
            throw new IllegalStateException("attempt is decided");
      };
    } catch (RuntimeException noAnswer) {
      log.warn("attempt {}: no answer from {}", attempt.id(), provider.name(), noAnswer);
      return new Payment.Unknown();
    }
  }

  /** Written down before it is asked for, so that a crash in between asks again. */
  private Payment cancel(Attempt attempt) {
    return database.query(sql -> attempts.giveUp(sql, attempt.id()))
        ? provider.cancel(attempt.id(), attempt.reference())
        : new Payment.Unknown();
  }

  /** Sends the same attempt again where that is safe: the buyer pressed, and it is done once. */
  private Payment charge(Attempt attempt) {
    if (attempt.amount().yen() == 0) {
      return new Payment.Captured("nothing-to-pay", attempt.amount());
    }
    if (attempt.ageMillis() > CHARGE_AGE_MAX.toMillis()) {
      log.error("attempt {} is too old to be sent again; left for people", attempt.id());
      return provider.lookUp(attempt.id(), attempt.reference());
    }
    var order = database.query(sql -> orders.byId(sql, attempt.orderId())).orElseThrow();
    return provider.begin(attempt.charge(order));
  }

  /**
   * A payment that slipped in after its attempt was closed: it owns no units, so its money goes
   * back, and only its money.
   */
  private void lateMoney(Attempt attempt) {
    if (provider.lookUp(attempt.id(), attempt.reference())
        instanceof Payment.Captured(String reference, var amount)) {
      log.error("attempt {} was paid after it was closed; the money goes back", attempt.id());
      refunds.strayMoney(attempt, reference, amount);
    }
  }

  @Override
  public void giveUp(String checkoutId) {
    database
        .query(
            sql ->
                orders.ofCheckout(sql, checkoutId).stream()
                    .flatMap(order -> attempts.ofOrder(sql, order.id()).stream())
                    .filter(attempt -> attempts.giveUp(sql, attempt.id()))
                    .findFirst())
        .ifPresent(attempt -> settle(attempt.id()));
  }
}
