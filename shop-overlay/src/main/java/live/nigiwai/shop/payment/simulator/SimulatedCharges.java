package live.nigiwai.shop.payment.simulator;

import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.payment.NextStep;
import live.nigiwai.shop.payment.Payment;
import live.nigiwai.shop.payment.PaymentMethod;
import live.nigiwai.shop.payment.Slip;
import live.nigiwai.show.Money;
import live.nigiwai.show.ShowTime;
import org.jspecify.annotations.Nullable;

/** The simulator's charges, as rows. */
final class SimulatedCharges {
  /** Where a charge stands. */
  enum Result {
    NOT_ARRIVED,
    ACTION,
    CASH,
    CAPTURED,
    DECLINED,
    CANCELLED
  }

  /**
   * One charge.
   *
   * @param undecided it does not say yet, whatever it is
   * @param slipOver the till refuses its slip
   */
  record Charged(
      String attemptId,
      String reference,
      PaymentMethod method,
      Money amount,
      Result result,
      @Nullable String reason,
      SimulatedCard.Behaviour behaviour,
      Mischief mischief,
      @Nullable String pageKey,
      String returnPath,
      @Nullable String slipNumber,
      @Nullable ShowTime slipEnds,
      boolean undecided,
      boolean slipOver) {
    /** As the provider's answer. */
    Payment answer() {
      if (undecided) {
        return new Payment.Unknown();
      }
      return switch (result) {
        case NOT_ARRIVED -> new Payment.Unheard();
        case ACTION -> new Payment.ActionRequired(reference, nextStep());
        case CASH ->
            slipOver
                ? new Payment.Cancelled(reference)
                : new Payment.AwaitingCash(reference, slip());
        case CAPTURED -> new Payment.Captured(reference, amount);
        case DECLINED -> new Payment.Declined(reason == null ? "card_declined" : reason);
        case CANCELLED -> new Payment.Cancelled(reference);
      };
    }

    private NextStep nextStep() {
      return method == PaymentMethod.CARD
          ? new NextStep.Challenge("/sim/3ds/" + pageKey)
          : new NextStep.Redirect("/sim/pay/" + pageKey);
    }

    private Slip slip() {
      if (slipNumber == null || slipEnds == null) {
        throw new IllegalStateException("charge " + attemptId + " has no slip");
      }
      var codes =
          List.of(
              new Slip.StoreCode("familymart", slipNumber.substring(0, 6)),
              new Slip.StoreCode("lawson", slipNumber.substring(2, 8)),
              new Slip.StoreCode("ministop", slipNumber.substring(2, 8)),
              new Slip.StoreCode("seicomart", slipNumber.substring(4, 10)));
      return new Slip(codes, slipNumber, "/sim/slip/" + pageKey, slipEnds);
    }
  }

  private static final String CHARGE =
      """
      SELECT attempt_id, reference, method, amount, result, reason, behaviour, mischief, page_key,
             return_path, slip_number,
             (extract(epoch FROM slip_ends) * 1000)::bigint AS slip_ends_ms,
             settles_at > clock_timestamp() AS undecided,
             coalesce(slip_ends <= clock_timestamp(), false) AS slip_over
        FROM shop_sim_charge
      """;

  private final Store store;

  SimulatedCharges(Store store) {
    this.store = store;
  }

  static Optional<Charged> read(Sql sql, String attemptId) {
    return sql.one(CHARGE + " WHERE attempt_id = $1", SimulatedCharges::charged, attemptId);
  }

  static Optional<Charged> lock(Sql sql, String attemptId) {
    return sql.one(
        CHARGE + " WHERE attempt_id = $1 FOR UPDATE", SimulatedCharges::charged, attemptId);
  }

  static Optional<Charged> ofPage(Sql sql, String pageKey) {
    return sql.one(CHARGE + " WHERE page_key = $1", SimulatedCharges::charged, pageKey);
  }

  /** Writes a charge, unless there is one; says whether it did. */
  boolean add(Sql sql, Charged charge, @Nullable String token, long silentMillis) {
    var ends = charge.slipEnds();
    return sql.change(
            """
            INSERT INTO shop_sim_charge
                   (attempt_id, store_id, reference, token, amount, result, settles_at, method,
                    reason, behaviour, mischief, page_key, return_path, slip_number, slip_ends)
            VALUES ($1, $2, $3, $4, $5, $6,
                    clock_timestamp() + $7::bigint * interval '1 millisecond', $8, $9, $10, $11,
                    $12, $13, $14, to_timestamp($15::bigint / 1000.0))
            ON CONFLICT (attempt_id) DO NOTHING
            """,
            charge.attemptId(),
            store.id(),
            charge.reference(),
            token,
            charge.amount().yen(),
            charge.result().name(),
            silentMillis,
            charge.method().name(),
            charge.reason(),
            charge.behaviour().name(),
            charge.mischief().name(),
            charge.pageKey(),
            charge.returnPath(),
            charge.slipNumber(),
            ends == null ? null : ends.millis())
        == 1;
  }

  /** Moves a charge on; says whether it was where it was thought to be. */
  static boolean move(Sql sql, String attemptId, Result from, Result to, @Nullable String reason) {
    return sql.change(
            """
            UPDATE shop_sim_charge
               SET result = $3, reason = $4,
                   paid_at = CASE WHEN $3 = 'CAPTURED' THEN clock_timestamp() END
             WHERE attempt_id = $1 AND result = $2
            """,
            attemptId,
            from.name(),
            to.name(),
            reason)
        == 1;
  }

  private static Charged charged(Row row) {
    var ends = row.getLong("slip_ends_ms");
    return new Charged(
        row.getString("attempt_id"),
        row.getString("reference"),
        PaymentMethod.valueOf(row.getString("method")),
        Money.yen(row.getLong("amount")),
        Result.valueOf(row.getString("result")),
        row.getString("reason"),
        SimulatedCard.Behaviour.valueOf(row.getString("behaviour")),
        Mischief.valueOf(row.getString("mischief")),
        row.getString("page_key"),
        row.getString("return_path"),
        row.getString("slip_number"),
        ends == null ? null : new ShowTime(ends),
        row.getBoolean("undecided"),
        row.getBoolean("slip_over"));
  }
}
