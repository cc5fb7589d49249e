package live.nigiwai.shop.payment.stripe;

import io.vertx.sqlclient.Row;
import java.util.Optional;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.show.Money;
import org.jspecify.annotations.Nullable;

/** What was asked of Stripe, written before it is asked, so that nothing asked is ever unheard. */
final class IntentRows {
  /**
   * One attempt's PaymentIntent.
   *
   * @param intentId null until Stripe's answer came
   * @param inPage the buyer pays in the page, with the client secret
   * @param cancelled before it was ever asked for
   * @param repeated asked for more than once
   * @param firstAsked seconds since the epoch, by the database's clock
   * @param lastAsked likewise
   * @param silence seconds since it was last asked for
   */
  record Intent(
      String attemptId,
      @Nullable String intentId,
      Money amount,
      boolean inPage,
      boolean cancelled,
      boolean repeated,
      long firstAsked,
      long lastAsked,
      long silence) {}

  private static final String INTENT =
      """
      SELECT attempt_id, intent_id, amount, in_page, cancelled,
             last_asked > first_asked AS repeated,
             extract(epoch FROM first_asked)::bigint AS first_asked,
             extract(epoch FROM last_asked)::bigint AS last_asked,
             extract(epoch FROM clock_timestamp() - last_asked)::bigint AS silence
        FROM shop_stripe_intent WHERE attempt_id = $1
      """;

  private final Database database;
  private final Store store;

  IntentRows(Database database, Store store) {
    this.database = database;
    this.store = store;
  }

  Optional<Intent> read(String attemptId) {
    return database.query(sql -> sql.one(INTENT, IntentRows::intent, attemptId));
  }

  /** Says that Stripe is about to be asked, now or again. */
  Intent asking(String attemptId, Money amount, boolean inPage) {
    return database.transaction(
        sql -> {
          sql.change(
              """
              INSERT INTO shop_stripe_intent (attempt_id, store_id, amount, in_page)
              VALUES ($1, $2, $3, $4)
              ON CONFLICT (attempt_id) DO UPDATE SET last_asked = clock_timestamp()
               WHERE NOT shop_stripe_intent.cancelled
              """,
              attemptId,
              store.id(),
              amount.yen(),
              inPage);
          return sql.one(INTENT, IntentRows::intent, attemptId).orElseThrow();
        });
  }

  /** Remembers an attempt that must not be asked for any more, unless it was; tells which it is. */
  Intent neverAsk(String attemptId) {
    return database.transaction(
        sql -> {
          sql.change(
              """
              INSERT INTO shop_stripe_intent (attempt_id, store_id, amount, cancelled)
              VALUES ($1, $2, 0, true) ON CONFLICT (attempt_id) DO NOTHING
              """,
              attemptId,
              store.id());
          return sql.one(INTENT, IntentRows::intent, attemptId).orElseThrow();
        });
  }

  /** What was asked for long ago and never arrived must not be asked for any more. */
  void giveUp(String attemptId) {
    database.query(
        sql ->
            sql.change(
                "UPDATE shop_stripe_intent SET cancelled = true"
                    + " WHERE attempt_id = $1 AND intent_id IS NULL",
                attemptId));
  }

  /** Remembers Stripe's name for it. */
  void known(String attemptId, String intentId) {
    database.query(
        sql ->
            sql.change(
                "UPDATE shop_stripe_intent SET intent_id = $2"
                    + " WHERE attempt_id = $1 AND intent_id IS NULL",
                attemptId,
                intentId));
  }

  private static Intent intent(Row row) {
    return new Intent(
        row.getString("attempt_id"),
        row.getString("intent_id"),
        Money.yen(row.getLong("amount")),
        row.getBoolean("in_page"),
        row.getBoolean("cancelled"),
        row.getBoolean("repeated"),
        row.getLong("first_asked"),
        row.getLong("last_asked"),
        row.getLong("silence"));
  }
}
