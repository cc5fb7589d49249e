package live.nigiwai.shop.payment.simulator;

import java.util.function.Supplier;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.payment.PaymentMethod;
import live.nigiwai.shop.payment.Refund;
import live.nigiwai.shop.payment.Refunded;
import live.nigiwai.shop.payment.simulator.SimulatedCharges.Charged;
import live.nigiwai.shop.payment.simulator.SimulatedCharges.Result;
import live.nigiwai.show.Money;

/** The simulator's refunds: never more than was taken, each once. */
final class SimulatedRefunds {
  private static final LocalText NEEDS_ACCOUNT =
      new LocalText(
          "コンビニ払いのため、返金先の銀行口座をお客様にメールで伺っています。",
          "Paid at a convenience store: the buyer was asked for a bank account by e-mail.");

  private final Store store;
  private final Supplier<String> ids;

  SimulatedRefunds(Store store, Supplier<String> ids) {
    this.store = store;
    this.ids = ids;
  }

  /**
   * What became of a refund.
   *
   * @param answerLost and nobody hears of it this time
   */
  record Made(Refunded answer, boolean answerLost) {}

  private record Row(String reference, String result, Money amount) {}

  Made make(Sql sql, Refund refund) {
    var charge = SimulatedCharges.lock(sql, refund.attemptId());
    if (charge.isEmpty() || charge.get().result() != Result.CAPTURED) {
      return new Made(new Refunded.Refused("not_captured"), false);
    }
    var before =
        sql.one(
            "SELECT reference, result, amount FROM shop_sim_refund WHERE refund_id = $1",
            row -> new Row(row.getString(0), row.getString(1), Money.yen(row.getLong(2))),
            refund.refundId());
    if (before.isPresent()) {
      return before.get().amount.equals(refund.amount())
          ? new Made(answer(before.get()), false)
          : new Made(new Refunded.Refused("another_amount"), false);
    }
    return first(sql, charge.get(), refund);
  }

  private Made first(Sql sql, Charged charge, Refund refund) {
    long given =
        sql.one(
                "SELECT coalesce(sum(amount), 0)::bigint FROM shop_sim_refund"
                    + " WHERE attempt_id = $1",
                row -> row.getLong(0),
                refund.attemptId())
            .orElseThrow();
    if (given + refund.amount().yen() > charge.amount().yen()) {
      return new Made(new Refunded.Refused("more_than_taken"), false);
    }
    boolean cash = charge.method() == PaymentMethod.KONBINI;
    var made = new Row("simre_" + ids.get(), cash ? "NEEDS_DETAILS" : "DONE", refund.amount());
    sql.change(
        """
        INSERT INTO shop_sim_refund (refund_id, store_id, attempt_id, reference, amount, result)
        VALUES ($1, $2, $3, $4, $5, $6)
        """,
        refund.refundId(),
        store.id(),
        refund.attemptId(),
        made.reference,
        refund.amount().yen(),
        made.result);
    return new Made(answer(made), charge.mischief() == Mischief.REFUND_LOST);
  }

  private static Refunded answer(Row row) {
    return row.result.equals("DONE")
        ? new Refunded.Done(row.reference)
        : new Refunded.NeedsDetails(NEEDS_ACCOUNT);
  }

  static void giveAccount(Sql sql, String attemptId) {
    sql.change(
        "UPDATE shop_sim_refund SET result = 'DONE'"
            + " WHERE attempt_id = $1 AND result = 'NEEDS_DETAILS'",
        attemptId);
  }

  static boolean awaitsAccount(Sql sql, String attemptId) {
    return sql.one(
            "SELECT 1 FROM shop_sim_refund WHERE attempt_id = $1 AND result = 'NEEDS_DETAILS'",
            row -> true,
            attemptId)
        .isPresent();
  }
}
