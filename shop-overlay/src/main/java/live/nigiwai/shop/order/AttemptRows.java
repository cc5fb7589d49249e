package live.nigiwai.shop.order;

import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.show.Money;
import live.nigiwai.show.ShowId;
import org.jspecify.annotations.Nullable;

/** The payment attempts' rows, and when each is due for another look. */
public final class AttemptRows {
  /** How long the request that made an attempt has it to itself. */
  private static final int FIRST_CHECK_SECONDS = 15;

  /** How long a node has to look at what it claimed. */
  private static final int CLAIM_SECONDS = 15;

  private static final String ATTEMPT =
      """
      SELECT a.attempt_id, a.order_id, o.show_id, a.request_key, a.amount, a.card_token, a.state,
             (extract(epoch FROM clock_timestamp() - a.created_at) * 1000)::bigint AS age_ms
        FROM shop_payment_attempt a JOIN shop_order o USING (order_id)
      """;

  private final Store store;

  public AttemptRows(Store store) {
    this.store = store;
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

  void create(
      Sql sql,
      String attemptId,
      String orderId,
      String requestKey,
      String provider,
      Money amount,
      String cardToken) {
    sql.change(
        "INSERT INTO shop_payment_attempt (attempt_id, store_id, order_id, request_key, provider,"
            + " amount, card_token, state, next_check) VALUES ($1, $2, $3, $4, $5, $6, $7,"
            + " 'CREATED', clock_timestamp() + $8::bigint * interval '1 second')",
        attemptId,
        store.id(),
        orderId,
        requestKey,
        provider,
        amount.yen(),
        cardToken,
        (long) FIRST_CHECK_SECONDS);
  }

  void decide(
      Sql sql,
      String attemptId,
      Attempt.State state,
      @Nullable String reference,
      @Nullable String failure) {
    sql.change(
        "UPDATE shop_payment_attempt SET state = $2, provider_ref = $3, failure = $4"
            + " WHERE attempt_id = $1",
        attemptId,
        state.name(),
        reference,
        failure);
  }

  /** Not decided: look again, soon at first, then once a minute. */
  void lookAgain(Sql sql, String attemptId) {
    sql.change(
        """
        UPDATE shop_payment_attempt
           SET state = 'UNKNOWN', checks = checks + 1,
               next_check = clock_timestamp()
                            + least(60, 1 + checks / 10) * interval '1 second'
         WHERE attempt_id = $1
        """,
        attemptId);
  }

  /** Claims undecided attempts that are due, or all of them after a start. */
  List<String> claim(Sql sql, boolean all, int limit) {
    return sql.list(
        """
        UPDATE shop_payment_attempt
           SET next_check = clock_timestamp() + $3::bigint * interval '1 second'
         WHERE attempt_id IN (
               SELECT attempt_id FROM shop_payment_attempt
                WHERE state IN ('CREATED', 'UNKNOWN')
                  AND ($1 OR next_check <= clock_timestamp())
                ORDER BY next_check LIMIT $2 FOR UPDATE SKIP LOCKED)
        RETURNING attempt_id
        """,
        row -> row.getString(0),
        all,
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
        row.getString("card_token"),
        Attempt.State.valueOf(row.getString("state")),
        row.getLong("age_ms"));
  }
}
