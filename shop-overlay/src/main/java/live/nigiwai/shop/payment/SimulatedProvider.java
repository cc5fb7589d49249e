package live.nigiwai.shop.payment;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.customer.Card;
import live.nigiwai.shop.payment.SimulatedCard.Behaviour;
import live.nigiwai.show.Money;
import org.jspecify.annotations.Nullable;

/**
 * A payment provider without money. It remembers what it was asked in tables of its own, so that it
 * knows its charges after a kill of the process just as a real one would.
 *
 * <p>A charge on a {@link Behaviour#LATE} card is taken at once but answers {@link Payment.Unknown}
 * until some seconds have passed: what a caller sees of a provider that is too slow.
 */
public final class SimulatedProvider implements PaymentProvider {
  private final Database database;
  private final Store store;
  private final Duration late;
  private final Supplier<String> ids;

  /**
   * @param late how long a late card keeps its caller in the dark
   * @param ids fresh, unguessable
   */
  public SimulatedProvider(Database database, Store store, Duration late, Supplier<String> ids) {
    this.database = database;
    this.store = store;
    this.late = late;
    this.ids = ids;
  }

  @Override
  public String name() {
    return "simulator";
  }

  @Override
  public Set<PaymentMethod> methods() {
    return Set.of(PaymentMethod.CARD);
  }

  @Override
  public Payment begin(Charge charge) {
    return database.transaction(
        sql -> {
          var behaviour =
              sql.one(
                  "SELECT behaviour FROM shop_sim_card WHERE token = $1",
                  row -> Behaviour.valueOf(row.getString(0)),
                  charge.cardToken());
          if (behaviour.isEmpty()) {
            return new Payment.Declined("unknown_card");
          }
          long lateMillis = behaviour.get() == Behaviour.LATE ? late.toMillis() : 0;
          sql.change(
              """
              INSERT INTO shop_sim_charge
                     (attempt_id, store_id, reference, token, amount, result, settles_at)
              VALUES ($1, $2, $3, $4, $5, $6, now() + $7::bigint * interval '1 millisecond')
              ON CONFLICT (attempt_id) DO NOTHING
              """,
              charge.attemptId(),
              store.id(),
              "sim_" + ids.get(),
              charge.cardToken(),
              charge.amount().yen(),
              result(behaviour.get()),
              lateMillis);
          return state(sql, charge.attemptId());
        });
  }

  private static String result(Behaviour behaviour) {
    return switch (behaviour) {
      case ACCEPT, LATE -> "CAPTURED";
      case DECLINE -> "DECLINED";
      case INSUFFICIENT -> "INSUFFICIENT";
    };
  }

  @Override
  public Payment lookUp(String attemptId, @Nullable String reference) {
    return database.query(sql -> state(sql, attemptId));
  }

  @Override
  public Payment cancel(String attemptId, @Nullable String reference) {
    return lookUp(attemptId, reference);
  }

  @Override
  public Refunded refund(Refund refund) {
    return new Refunded.Refused("not_refundable");
  }

  private static Payment state(Sql sql, String attemptId) {
    return sql.one(
            """
            SELECT result, reference, amount, settles_at > clock_timestamp() AS undecided
              FROM shop_sim_charge WHERE attempt_id = $1
            """,
            row -> {
              if (row.getBoolean("undecided")) {
                return (Payment) new Payment.Unknown();
              }
              return switch (row.getString("result")) {
                case "CAPTURED" ->
                    new Payment.Captured(
                        row.getString("reference"), Money.yen(row.getLong("amount")));
                case "INSUFFICIENT" -> new Payment.Declined("insufficient_funds");
                default -> new Payment.Declined("card_declined");
              };
            },
            attemptId)
        .orElseGet(Payment.Unheard::new);
  }

  @Override
  public Optional<Card> card(String token) {
    return database.query(
        sql ->
            sql.one(
                "SELECT token, brand, last4 FROM shop_sim_card WHERE token = $1",
                row -> new Card(row.getString(0), row.getString(1), row.getString(2)),
                token));
  }

  /** What the provider's own form does with a good card. */
  Card remember(SimulatedCard.Decision.Good card) {
    String token = "tok_" + ids.get();
    database.query(
        sql ->
            sql.change(
                """
                INSERT INTO shop_sim_card (token, store_id, brand, last4, behaviour)
                VALUES ($1, $2, $3, $4, $5)
                """,
                token,
                store.id(),
                card.brand(),
                card.last4(),
                card.behaviour().name()));
    return new Card(token, card.brand(), card.last4());
  }
}
