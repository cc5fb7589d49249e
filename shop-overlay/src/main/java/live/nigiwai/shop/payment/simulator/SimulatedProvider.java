package live.nigiwai.shop.payment.simulator;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.customer.Card;
import live.nigiwai.shop.payment.Charge;
import live.nigiwai.shop.payment.Payment;
import live.nigiwai.shop.payment.PaymentMethod;
import live.nigiwai.shop.payment.PaymentProvider;
import live.nigiwai.shop.payment.Refund;
import live.nigiwai.shop.payment.Refunded;
import live.nigiwai.shop.payment.simulator.SimulatedCard.Behaviour;
import live.nigiwai.shop.payment.simulator.SimulatedCharges.Charged;
import live.nigiwai.shop.payment.simulator.SimulatedCharges.Result;
import live.nigiwai.show.Money;
import live.nigiwai.show.ShowTime;
import org.jspecify.annotations.Nullable;

/**
 * A payment provider without money. It remembers what it was asked in tables of its own, so that it
 * knows its charges after a kill of the process just as a real one would. Test cards, the tag in an
 * e-mail address ({@link Mischief}), an outage and a seed ({@link Chaos}) say what goes wrong.
 *
 * <p>A charge on a {@link Behaviour#LATE} card is taken at once but answers {@link Payment.Unknown}
 * until some seconds have passed: what a caller sees of a provider that is too slow.
 */
final class SimulatedProvider implements PaymentProvider {
  private static final int SLIP_DIGITS = 11;

  private final Database database;
  private final Store store;
  private final SimulatorConfig config;
  private final Supplier<String> ids;
  private final SimulatedPost post;
  private final SimulatedCharges charges;
  private final SimulatedRefunds refunds;
  private final Crowd crowd;
  private final Chaos chaos;

  /**
   * @param ids fresh, unguessable
   * @param post sends what it has to say
   */
  SimulatedProvider(
      Database database,
      Store store,
      SimulatorConfig config,
      Supplier<String> ids,
      SimulatedPost post,
      Crowd crowd) {
    this.database = database;
    this.store = store;
    this.config = config;
    this.ids = ids;
    this.post = post;
    this.charges = new SimulatedCharges(store);
    this.refunds = new SimulatedRefunds(store, ids);
    this.crowd = crowd;
    this.chaos = new Chaos(config.chaosSeed(), config.chaosPercent());
  }

  @Override
  public String name() {
    return "simulator";
  }

  @Override
  public Set<PaymentMethod> methods() {
    return EnumSet.of(PaymentMethod.CARD, PaymentMethod.PAYPAY, PaymentMethod.KONBINI);
  }

  @Override
  public Payment begin(Charge charge) {
    var befalls = chaos.ofCall();
    if (isAway("begin") || befalls == Chaos.OfCall.LOST_ON_THE_WAY_THERE) {
      return new Payment.Unknown();
    }
    boolean late = befalls == Chaos.OfCall.LATE;
    var begun = database.transaction(sql -> begin(sql, charge, late));
    if (begun.charged.mischief() == Mischief.EARLY) {
      post.sendDue();
    } else {
      post.wake();
    }
    boolean lost =
        befalls == Chaos.OfCall.LOST_ON_THE_WAY_BACK
            || (begun.fresh && begun.charged.behaviour() == Behaviour.ANSWER_LOST)
            || begun.charged.result() == Result.NOT_ARRIVED;
    return lost ? new Payment.Unknown() : begun.charged.answer();
  }

  /**
   * What begin made or found.
   *
   * @param fresh made now
   */
  private record Begun(Charged charged, boolean fresh) {}

  private Begun begin(Sql sql, Charge charge, boolean late) {
    var behaviour = behaviour(sql, charge);
    var fresh = fresh(charge, behaviour);
    boolean silent = late || behaviour == Behaviour.LATE;
    long silentMillis = silent ? config.late().toMillis() : 0;
    if (charges.add(sql, fresh, charge.cardToken(), silentMillis)) {
      tell(sql, fresh, fresh.result());
      return new Begun(SimulatedCharges.read(sql, charge.attemptId()).orElseThrow(), true);
    }
    var known = SimulatedCharges.lock(sql, charge.attemptId()).orElseThrow();
    if (known.result() == Result.NOT_ARRIVED) {
      SimulatedCharges.move(sql, charge.attemptId(), Result.NOT_ARRIVED, Result.CAPTURED, null);
      tell(sql, known, Result.CAPTURED);
      known = SimulatedCharges.read(sql, charge.attemptId()).orElseThrow();
    }
    return new Begun(known, false);
  }

  private static Behaviour behaviour(Sql sql, Charge charge) {
    return charge.method() != PaymentMethod.CARD
        ? Behaviour.ACCEPT
        : sql.one(
                "SELECT behaviour FROM shop_sim_card WHERE token = $1",
                row -> Behaviour.valueOf(row.getString(0)),
                charge.cardToken())
            .orElse(Behaviour.DECLINE);
  }

  private Charged fresh(Charge charge, Behaviour behaviour) {
    var tagged = Mischief.of(charge.contact().email());
    boolean slip = charge.method() == PaymentMethod.KONBINI;
    return new Charged(
        charge.attemptId(),
        "sim_" + ids.get(),
        charge.method(),
        charge.amount(),
        first(charge.method(), behaviour),
        behaviour.challenges() ? null : behaviour.refusal(),
        behaviour,
        tagged == Mischief.NONE ? chaos.ofWebhooks() : tagged,
        ids.get(),
        charge.returnPath(),
        slip ? slipNumber(ids.get()) : null,
        slip ? charge.giveUpAt() : null,
        false,
        false);
  }

  private static Result first(PaymentMethod method, Behaviour behaviour) {
    return switch (method) {
      case PAYPAY -> Result.ACTION;
      case KONBINI -> Result.CASH;
      case CARD -> {
        if (behaviour == Behaviour.NOT_ARRIVED) {
          yield Result.NOT_ARRIVED;
        }
        if (behaviour.challenges()) {
          yield Result.ACTION;
        }
        yield behaviour.refusal() == null ? Result.CAPTURED : Result.DECLINED;
      }
      case CASH_ON_DELIVERY -> throw new IllegalArgumentException("cash is not a provider's");
    };
  }

  /** Digits that follow from an id; stores tell slips apart by them. */
  private static String slipNumber(String id) {
    long number = Long.remainderUnsigned(hash(id), 100_000_000_000L);
    String digits = String.valueOf(number);
    return "0".repeat(SLIP_DIGITS - digits.length()) + digits;
  }

  /** FNV-1a, 64 bits. */
  private static long hash(String id) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  private void tell(Sql sql, Charged charge, Result now) {
    var kinds = new ArrayList<String>();
    if (charge.mischief() == Mischief.SHUFFLED) {
      kinds.add("payment.created");
    }
    switch (now) {
      case CAPTURED -> kinds.add("payment.captured");
      case DECLINED -> kinds.add("payment.declined");
      case CANCELLED -> kinds.add("payment.cancelled");
      case ACTION, CASH -> {}
      case NOT_ARRIVED -> kinds.clear();
    }
    post.plan(sql, charge.attemptId(), charge.mischief(), kinds);
  }

  @Override
  public Payment lookUp(String attemptId, @Nullable String reference) {
    if (isAway("lookUp") || isLost(chaos.ofCall())) {
      return new Payment.Unknown();
    }
    return database
        .query(sql -> SimulatedCharges.read(sql, attemptId))
        .map(Charged::answer)
        .orElseGet(Payment.Unheard::new);
  }

  private static boolean isLost(Chaos.OfCall befalls) {
    return befalls == Chaos.OfCall.LOST_ON_THE_WAY_THERE
        || befalls == Chaos.OfCall.LOST_ON_THE_WAY_BACK;
  }

  @Override
  public Payment cancel(String attemptId, @Nullable String reference) {
    var befalls = chaos.ofCall();
    if (isAway("cancel") || befalls == Chaos.OfCall.LOST_ON_THE_WAY_THERE) {
      return new Payment.Unknown();
    }
    var answer =
        database.transaction(
            sql -> {
              // One that never came is remembered, so that it comes to nothing if it still does.
              charges.add(sql, never(attemptId), null, 0);
              var known = SimulatedCharges.lock(sql, attemptId).orElseThrow();
              if (!known.undecided() && isOpen(known.result())) {
                SimulatedCharges.move(sql, attemptId, known.result(), Result.CANCELLED, null);
                post.plan(sql, attemptId, known.mischief(), List.of("payment.cancelled"));
              }
              return SimulatedCharges.read(sql, attemptId).orElseThrow().answer();
            });
    post.wake();
    return isLost(befalls) ? new Payment.Unknown() : answer;
  }

  private static boolean isOpen(Result result) {
    return result == Result.ACTION || result == Result.CASH || result == Result.NOT_ARRIVED;
  }

  private Charged never(String attemptId) {
    return new Charged(
        attemptId,
        "sim_" + ids.get(),
        PaymentMethod.CARD,
        Money.ZERO,
        Result.CANCELLED,
        null,
        Behaviour.ACCEPT,
        Mischief.NONE,
        null,
        "/",
        null,
        null,
        false,
        false);
  }

  @Override
  public Refunded refund(Refund refund) {
    var befalls = chaos.ofCall();
    if (isAway("refund") || befalls == Chaos.OfCall.LOST_ON_THE_WAY_THERE) {
      return new Refunded.Unknown();
    }
    var made = database.transaction(sql -> refunds.make(sql, refund));
    return made.answerLost() || isLost(befalls) ? new Refunded.Unknown() : made.answer();
  }

  /** Whether it does not answer now: an outage, or more calls in this second than it takes. */
  private boolean isAway(String call) {
    return !crowd.admits(call)
        || database.query(
            sql ->
                sql.one(
                        "SELECT 1 FROM shop_sim_outage WHERE store_id = $1"
                            + " AND ends_at > clock_timestamp()",
                        row -> true,
                        store.id())
                    .isPresent());
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

  /** The charge behind a page of ours. */
  Optional<Charged> ofPage(String pageKey) {
    return database.query(sql -> SimulatedCharges.ofPage(sql, pageKey));
  }

  /** The buyer, or the bank for them, said yes or no on a page; nothing where it is decided. */
  void answer(String pageKey, boolean yes) {
    move(pageKey, Result.ACTION, yes);
  }

  /** The cash is on the till; false where the till refuses the slip. */
  boolean payAtTill(String pageKey) {
    move(pageKey, Result.CASH, true);
    return ofPage(pageKey).filter(charge -> charge.result() == Result.CAPTURED).isPresent();
  }

  private void move(String pageKey, Result from, boolean yes) {
    database.transaction(
        sql -> {
          var found = SimulatedCharges.ofPage(sql, pageKey);
          if (found.isEmpty()) {
            return false;
          }
          var charge = SimulatedCharges.lock(sql, found.get().attemptId()).orElseThrow();
          if (charge.result() != from || charge.slipOver()) {
            return false;
          }
          String refusal = yes ? charge.behaviour().refusal() : "authentication_failed";
          var to = refusal == null ? Result.CAPTURED : Result.DECLINED;
          SimulatedCharges.move(sql, charge.attemptId(), from, to, refusal);
          String kind = refusal == null ? "payment.captured" : "payment.declined";
          post.plan(sql, charge.attemptId(), charge.mischief(), List.of(kind));
          return true;
        });
    post.wake();
  }

  /** The buyer gave a bank account for refunds of cash. */
  void giveAccount(String pageKey) {
    database.transaction(
        sql -> {
          SimulatedCharges.ofPage(sql, pageKey)
              .ifPresent(
                  charge -> {
                    SimulatedRefunds.giveAccount(sql, charge.attemptId());
                    post.plan(sql, charge.attemptId(), Mischief.NONE, List.of("refund.updated"));
                  });
          return true;
        });
    post.wake();
  }

  /** Whether a refund waits for a bank account. */
  boolean awaitsAccount(String attemptId) {
    return database.query(sql -> SimulatedRefunds.awaitsAccount(sql, attemptId));
  }

  /** Answers nobody until then. */
  void outage(ShowTime until) {
    database.query(
        sql ->
            sql.change(
                """
                INSERT INTO shop_sim_outage (store_id, ends_at)
                VALUES ($1, to_timestamp($2::bigint / 1000.0))
                ON CONFLICT (store_id) DO UPDATE SET ends_at = excluded.ends_at
                """,
                store.id(),
                until.millis()));
  }
}
