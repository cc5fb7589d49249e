package live.nigiwai.shop.payment;

import java.util.Optional;
import java.util.Set;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.customer.Card;
import org.jspecify.annotations.Nullable;

/**
 * 代金引換, kept by ourselves: nobody else knows of it before the carrier's statement. Money that goes
 * back goes by bank transfer, and is done when staff say so ({@link #paidOut}).
 */
final class CashOnDelivery implements PaymentProvider {
  static final String REFERENCE = "cod_";

  private static final LocalText NEEDS_ACCOUNT =
      new LocalText(
          "代金引換でお支払いのため、返金先の銀行口座をお客様に伺い、振込後に完了を記録してください。",
          "Paid in cash at the door: ask the buyer for a bank account, transfer the amount, then"
              + " record that it is done.");

  private final Database database;
  private final Store store;

  CashOnDelivery(Database database, Store store) {
    this.database = database;
    this.store = store;
  }

  @Override
  public String name() {
    return "cash";
  }

  @Override
  public Set<PaymentMethod> methods() {
    return Set.of(PaymentMethod.CASH_ON_DELIVERY);
  }

  @Override
  public Payment begin(Charge charge) {
    return database.transaction(
        sql -> {
          write(sql, charge.attemptId(), charge.amount().yen(), false);
          return state(sql, charge.attemptId());
        });
  }

  private void write(Sql sql, String attemptId, long amount, boolean cancelled) {
    sql.change(
        "INSERT INTO shop_cash_on_delivery (attempt_id, store_id, amount, cancelled)"
            + " VALUES ($1, $2, $3, $4) ON CONFLICT (attempt_id) DO NOTHING",
        attemptId,
        store.id(),
        amount,
        cancelled);
  }

  @Override
  public Payment lookUp(String attemptId, @Nullable String reference) {
    return database.query(sql -> state(sql, attemptId));
  }

  private static Payment state(Sql sql, String attemptId) {
    return sql.one(
            "SELECT cancelled FROM shop_cash_on_delivery WHERE attempt_id = $1",
            row ->
                row.getBoolean(0)
                    ? (Payment) new Payment.Cancelled(REFERENCE + attemptId)
                    : new Payment.OnDelivery(REFERENCE + attemptId),
            attemptId)
        .orElseGet(Payment.Unheard::new);
  }

  @Override
  public Payment cancel(String attemptId, @Nullable String reference) {
    return database.transaction(
        sql -> {
          write(sql, attemptId, 0, true);
          sql.change(
              "UPDATE shop_cash_on_delivery SET cancelled = true WHERE attempt_id = $1", attemptId);
          return state(sql, attemptId);
        });
  }

  @Override
  public Refunded refund(Refund refund) {
    boolean done =
        database.query(
            sql ->
                sql.one(
                        "SELECT 1 FROM shop_cash_payout WHERE refund_id = $1",
                        row -> true,
                        refund.refundId())
                    .isPresent());
    return done
        ? new Refunded.Done(REFERENCE + refund.refundId())
        : new Refunded.NeedsDetails(NEEDS_ACCOUNT);
  }

  /**
   * A member of staff has transferred a refund.
   *
   * @param note how: the bank's reference, never an account number
   */
  void paidOut(String refundId, String staff, String note) {
    database.query(
        sql ->
            sql.change(
                "INSERT INTO shop_cash_payout (refund_id, store_id, paid_by, note)"
                    + " VALUES ($1, $2, $3, $4) ON CONFLICT (refund_id) DO NOTHING",
                refundId,
                store.id(),
                staff,
                note));
  }

  @Override
  public Optional<Card> card(String token) {
    return Optional.empty();
  }
}
