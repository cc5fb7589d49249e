package live.nigiwai.shop.order;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import live.nigiwai.runtime.json.Json;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.checkout.NextView;
import live.nigiwai.shop.payment.PaymentMethod;
import live.nigiwai.show.Money;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import org.jspecify.annotations.Nullable;

/** The payment attempts' rows, and when each is due for another look. */
public final class AttemptRows {
  /** How long the request that made an attempt has it to itself. */
  private static final int FIRST_CHECK_SECONDS = 15;

  /** How long a node has to look at what it claimed. */
  private static final int CLAIM_SECONDS = 15;

  private static final String ATTEMPT =
      """
      SELECT a.attempt_id, a.order_id, o.show_id, a.request_key, a.amount, a.method, a.card_token,
             a.state, a.provider_ref, a.step::text AS step,
             coalesce((extract(epoch FROM a.give_up_at) * 1000)::bigint, 0) AS give_up_ms,
             coalesce(a.cancel_at <= clock_timestamp(), false) AS overdue,
             (extract(epoch FROM clock_timestamp() - a.created_at) * 1000)::bigint AS age_ms
        FROM shop_payment_attempt a JOIN shop_order o USING (order_id)
      """;

  private final Store store;
  private final OrderConfig config;

  public AttemptRows(Store store, OrderConfig config) {
    this.store = store;
    this.config = config;
  }

  Optional<Attempt> byId(Sql sql, String attemptId) {
    return sql.one(ATTEMPT + " WHERE a.attempt_id = $1", AttemptRows::attempt, attemptId);
  }

  /** Locks the attempt; its order is locked before. */
  Optional<Attempt> lock(Sql sql, String attemptId) {
    return sql.one(
        ATTEMPT + " WHERE a.attempt_id = $1 FOR NO KEY UPDATE OF a",
        AttemptRows::attempt,
        attemptId);
  }

  List<Attempt> ofOrder(Sql sql, String orderId) {
    return sql.list(
        ATTEMPT + " WHERE a.order_id = $1 ORDER BY a.created_at", AttemptRows::attempt, orderId);
  }

  /**
   * @param slipEnd until when a slip can be paid; null for what is paid now
   */
  void create(
      Sql sql,
      String attemptId,
      String orderId,
      String requestKey,
      String provider,
      Money amount,
      PaymentMethod method,
      @Nullable String cardToken,
      @Nullable ShowTime slipEnd) {
    sql.change(
        """
        INSERT INTO shop_payment_attempt
               (attempt_id, store_id, order_id, request_key, provider, amount, method, card_token, state,
                next_check, give_up_at, cancel_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'CREATED',
                clock_timestamp() + $9::bigint * interval '1 second',
                coalesce(to_timestamp($10::bigint / 1000.0),
                         clock_timestamp() + $11::bigint * interval '1 millisecond'),
                coalesce(to_timestamp($10::bigint / 1000.0) + $12::bigint * interval '1 millisecond',
                         clock_timestamp() + $11::bigint * interval '1 millisecond'))
        """,
        attemptId,
        store.id(),
        orderId,
        requestKey,
        provider,
        amount.yen(),
        method.name(),
        cardToken,
        (long) FIRST_CHECK_SECONDS,
        slipEnd == null ? null : slipEnd.millis(),
        config.actionFor().toMillis(),
        config.cashGrace().toMillis());
  }

  void decide(
      Sql sql,
      String attemptId,
      Attempt.State state,
      @Nullable String reference,
      @Nullable String failure) {
    sql.change(
        "UPDATE shop_payment_attempt SET state = $2, provider_ref = coalesce($3, provider_ref),"
            + " failure = $4, step = NULL WHERE attempt_id = $1",
        attemptId,
        state.name(),
        reference,
        failure);
  }

  /** The buyer has the next word; asked again seldom, as a webhook tells sooner. */
  void await(Sql sql, String attemptId, String reference, NextView step) {
    sql.change(
        """
        UPDATE shop_payment_attempt
           SET state = CASE WHEN state = 'CANCELLING' THEN state ELSE 'WAITING' END,
               provider_ref = $2, step = $3::text::jsonb, checks = checks + 1,
               next_check = clock_timestamp() + least(60, 3 + checks) * interval '1 second'
         WHERE attempt_id = $1
        """,
        attemptId,
        reference,
        Json.text(out -> Json.mapper().writeValue(out, step)));
  }

  /** Not decided: look again, soon at first, then once a minute. */
  void lookAgain(Sql sql, String attemptId) {
    sql.change(
        """
        UPDATE shop_payment_attempt
           SET state = CASE WHEN state = 'CREATED' THEN 'UNKNOWN' ELSE state END,
               checks = checks + 1,
               next_check = clock_timestamp()
                            + least(60, 1 + checks / 10) * interval '1 second'
         WHERE attempt_id = $1
        """,
        attemptId);
  }

  /** What waits for its buyer is to be given up; false where it does not. */
  boolean giveUp(Sql sql, String attemptId) {
    return sql.change(
            "UPDATE shop_payment_attempt SET state = 'CANCELLING', next_check = clock_timestamp()"
                + " WHERE attempt_id = $1 AND state IN ('WAITING', 'CANCELLING')",
            attemptId)
        == 1;
  }

  /**
   * Claims undecided attempts that are due; after a start also those that nobody waits for any
   * more.
   */
  List<String> claim(Sql sql, boolean afterStart, int limit) {
    return sql.list(
        """
        UPDATE shop_payment_attempt
           SET next_check = clock_timestamp() + $3::bigint * interval '1 second'
         WHERE attempt_id IN (
               SELECT attempt_id FROM shop_payment_attempt
                WHERE state IN ('CREATED', 'UNKNOWN', 'WAITING', 'CANCELLING')
                  AND (next_check <= clock_timestamp() OR ($1 AND state <> 'WAITING'))
                ORDER BY next_check LIMIT $2 FOR UPDATE SKIP LOCKED)
        RETURNING attempt_id
        """,
        row -> row.getString(0),
        afterStart,
        limit,
        (long) CLAIM_SECONDS);
  }

  private static Attempt attempt(Row row) {
    return new Attempt(
        row.getString("attempt_id"),
        row.getString("order_id"),
        new ShowId(row.getString("show_id")),
        row.getString("request_key"),
        Money.yen(row.getLong("amount")),
        PaymentMethod.valueOf(row.getString("method")),
        row.getString("card_token"),
        Attempt.State.valueOf(row.getString("state")),
        row.getString("provider_ref"),
        step(row.getString("step")),
        new ShowTime(row.getLong("give_up_ms")),
        row.getBoolean("overdue"),
        row.getLong("age_ms"));
  }

  static @Nullable NextView step(@Nullable String json) {
    try {
      return json == null ? null : Json.mapper().readValue(json, NextView.class);
    } catch (JsonProcessingException malformed) {
      throw new IllegalStateException("a stored step cannot be read");
    }
  }
}
