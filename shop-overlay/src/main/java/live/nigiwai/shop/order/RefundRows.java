package live.nigiwai.shop.order;

import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.show.Money;
import live.nigiwai.show.ShowTime;
import org.jspecify.annotations.Nullable;

/** The refunds' rows, and when each is due for another try. */
public final class RefundRows {
  private static final int CLAIM_SECONDS = 15;

  private static final String REFUND =
      """
      SELECT refund_id, order_id, attempt_id, amount, reason, state, words,
             (extract(epoch FROM created_at) * 1000)::bigint AS at_ms
        FROM shop_refund
      """;

  private final Store store;

  public RefundRows(Store store) {
    this.store = store;
  }

  void create(
      Sql sql,
      String refundId,
      String orderId,
      String attemptId,
      Money amount,
      String reason,
      String actor) {
    sql.change(
        """
        INSERT INTO shop_refund (refund_id, store_id, order_id, attempt_id, amount, reason, actor, state,
                                 next_check)
        VALUES ($1, $2, $3, $4, $5, $6, $7, 'CREATED',
                clock_timestamp() + $8::bigint * interval '1 second')
        """,
        refundId,
        store.id(),
        orderId,
        attemptId,
        amount.yen(),
        reason,
        actor,
        (long) CLAIM_SECONDS);
  }

  boolean exists(Sql sql, String refundId) {
    return byId(sql, refundId).isPresent();
  }

  Optional<RefundRow> byId(Sql sql, String refundId) {
    return sql.one(REFUND + " WHERE refund_id = $1", RefundRows::refund, refundId);
  }

  /** Locks the refund; its order is locked before. */
  Optional<RefundRow> lock(Sql sql, String refundId) {
    return sql.one(
        REFUND + " WHERE refund_id = $1 FOR NO KEY UPDATE", RefundRows::refund, refundId);
  }

  List<RefundRow> ofOrder(Sql sql, String orderId) {
    return sql.list(
        REFUND + " WHERE order_id = $1 ORDER BY created_at", RefundRows::refund, orderId);
  }

  void decide(
      Sql sql,
      String refundId,
      RefundRow.State state,
      @Nullable String reference,
      @Nullable String words) {
    sql.change(
        "UPDATE shop_refund SET state = $2, reference = $3, words = $4 WHERE refund_id = $1",
        refundId,
        state.name(),
        reference,
        words);
  }

  /** Not done yet: soon at first, once an hour where the buyer has to say something. */
  void lookAgain(Sql sql, String refundId, RefundRow.State state, @Nullable String words) {
    sql.change(
        """
        UPDATE shop_refund
           SET state = $2, words = $3, checks = checks + 1,
               next_check = clock_timestamp() + CASE WHEN $2 = 'NEEDS_DETAILS' THEN interval '1 hour'
                            ELSE least(60, 1 + checks) * interval '1 second' END
         WHERE refund_id = $1
        """,
        refundId,
        state.name(),
        words);
  }

  /** The provider's name of an attempt that was paid after it was closed. */
  void reference(Sql sql, String attemptId, String reference) {
    sql.change(
        "UPDATE shop_payment_attempt SET provider_ref = $2 WHERE attempt_id = $1",
        attemptId,
        reference);
  }

  List<String> claim(Sql sql, int limit) {
    return sql.list(
        """
        UPDATE shop_refund SET next_check = clock_timestamp() + $2::bigint * interval '1 second'
         WHERE refund_id IN (
               SELECT refund_id FROM shop_refund
                WHERE state IN ('CREATED', 'UNKNOWN', 'NEEDS_DETAILS')
                  AND next_check <= clock_timestamp()
                ORDER BY next_check LIMIT $1 FOR UPDATE SKIP LOCKED)
        RETURNING refund_id
        """,
        row -> row.getString(0),
        limit,
        (long) CLAIM_SECONDS);
  }

  private static RefundRow refund(Row row) {
    return new RefundRow(
        row.getString("refund_id"),
        row.getString("order_id"),
        row.getString("attempt_id"),
        Money.yen(row.getLong("amount")),
        row.getString("reason"),
        RefundRow.State.valueOf(row.getString("state")),
        row.getString("words"),
        new ShowTime(row.getLong("at_ms")));
  }
}
