package live.nigiwai.shop.order;

import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.payment.PaymentProvider;
import live.nigiwai.shop.payment.Refund;
import live.nigiwai.shop.payment.Refunded;
import live.nigiwai.show.Money;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives money back: written down first, under the order's lock and never more than was taken; then
 * asked of the provider outside every transaction, with the same key however often; its answer is
 * applied once.
 *
 * <p><b>Threading</b>: any thread that may block.
 */
public final class Refunds {
  private static final Logger log = LoggerFactory.getLogger(Refunds.class);
  private static final int POLLED_AT_ONCE_MAX = 50;

  private final Database database;
  private final PaymentProvider provider;
  private final OrderRows orders;
  private final OrderChanges changes;
  private final AttemptRows attempts;
  private final RefundRows rows;

  public Refunds(
      Database database,
      PaymentProvider provider,
      OrderRows orders,
      OrderChanges changes,
      AttemptRows attempts,
      RefundRows rows) {
    this.database = database;
    this.provider = provider;
    this.orders = orders;
    this.changes = changes;
    this.attempts = attempts;
    this.rows = rows;
  }

  /**
   * Writes a refund down in the caller's transaction, which has locked the order and seen that so
   * much can be given back. {@link #run} it after the commit.
   *
   * @param refundId the key under which it is done once
   */
  void write(Sql sql, String refundId, Order locked, Money amount, String reason, String actor) {
    var paid =
        attempts.ofOrder(sql, locked.id()).stream()
            .filter(attempt -> attempt.state() == Attempt.State.CAPTURED)
            .findFirst()
            .orElseThrow(
                () -> new IllegalStateException("order " + locked.number() + " was not paid"));
    rows.create(sql, refundId, locked.id(), paid.id(), amount, reason, actor);
    changes.refunding(sql, locked, amount.yen(), actor, "%,d円 %s".formatted(amount.yen(), reason));
  }

  /** Money for an attempt that was closed: in and out again, whatever became of the order. */
  void strayMoney(Attempt attempt, String reference, Money amount) {
    String refundId = "stray-" + attempt.id();
    boolean fresh =
        database.transaction(
            sql -> {
              var order = orders.lock(sql, attempt.orderId()).orElseThrow();
              if (rows.exists(sql, refundId)) {
                return false;
              }
              rows.reference(sql, attempt.id(), reference);
              changes.captured(sql, order.id(), amount);
              rows.create(
                  sql,
                  refundId,
                  order.id(),
                  attempt.id(),
                  amount,
                  "paid after the attempt was closed",
                  OrderChanges.MACHINERY);
              changes.refunding(sql, order, amount.yen(), OrderChanges.MACHINERY, "締め切り後のお支払いを返金");
              return true;
            });
    if (fresh) {
      run(refundId);
    }
  }

  /** Asks for what is due. */
  void poll() {
    for (String id : database.query(sql -> rows.claim(sql, POLLED_AT_ONCE_MAX))) {
      try {
        run(id);
      } catch (RuntimeException failed) {
        log.warn("refund {} could not be finished yet", id, failed);
      }
    }
  }

  /** Asks the provider for a refund and applies the answer. */
  void run(String refundId) {
    var found = database.query(sql -> rows.byId(sql, refundId));
    if (found.isEmpty() || !found.get().state().isOpen()) {
      return;
    }
    var refund = found.get();
    var answer = ask(refund);
    database.transaction(
        sql -> {
          var order = orders.lock(sql, refund.orderId()).orElseThrow();
          var locked = rows.lock(sql, refundId).orElseThrow();
          if (locked.state().isOpen()) {
            apply(sql, order, locked, answer);
          }
          return true;
        });
  }

  private Refunded ask(RefundRow refund) {
    try {
      var asked =
          database.query(
              sql -> {
                var order = orders.byId(sql, refund.orderId()).orElseThrow();
                var attempt = attempts.byId(sql, refund.attemptId()).orElseThrow();
                return new Refund(
                    refund.id(),
                    attempt.id(),
                    attempt.reference() == null ? "" : attempt.reference(),
                    attempt.method(),
                    refund.amount(),
                    Attempt.contact(order));
              });
      return provider.refund(asked);
    } catch (RuntimeException noAnswer) {
      log.warn("refund {}: no answer from {}", refund.id(), provider.name(), noAnswer);
      return new Refunded.Unknown();
    }
  }

  private void apply(Sql sql, Order order, RefundRow refund, Refunded answer) {
    switch (answer) {
      case Refunded.Done(String reference) -> {
        rows.decide(sql, refund.id(), RefundRow.State.DONE, reference, null);
        changes.refunded(sql, order.id(), refund.amount());
      }
      case Refunded.NeedsDetails(var words) ->
          rows.lookAgain(sql, refund.id(), RefundRow.State.NEEDS_DETAILS, words.ja());
      case Refunded.Refused(String reason) -> {
        log.error("refund {} was refused: {}", refund.id(), reason);
        rows.decide(sql, refund.id(), RefundRow.State.REFUSED, null, reason);
        changes.refunding(
            sql, order, -refund.amount().yen(), OrderChanges.MACHINERY, "返金が受け付けられませんでした");
      }
      case Refunded.Unknown() -> rows.lookAgain(sql, refund.id(), RefundRow.State.UNKNOWN, null);
    }
  }
}
