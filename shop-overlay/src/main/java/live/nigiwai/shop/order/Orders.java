package live.nigiwai.shop.order;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import live.nigiwai.runtime.http.Customer;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.checkout.Checkout;
import live.nigiwai.shop.checkout.CheckoutRow;
import live.nigiwai.shop.checkout.CheckoutRows;
import live.nigiwai.shop.checkout.CheckoutState;
import live.nigiwai.shop.checkout.Checkouts;
import live.nigiwai.shop.checkout.OrderMark;
import live.nigiwai.shop.checkout.PayWays;
import live.nigiwai.shop.checkout.Progress;
import live.nigiwai.shop.offer.Coupons;
import live.nigiwai.shop.payment.PaymentMethod;
import live.nigiwai.shop.stock.HeldUnits;
import live.nigiwai.shop.stock.Stock;
import live.nigiwai.show.ViewerId;
import org.jspecify.annotations.Nullable;

/**
 * The door through which an order is placed. The order and its payment attempt are written before
 * the provider is asked, so whatever happens in between, {@link Settlement} finds them.
 */
public final class Orders implements Progress.Finder {
  /** One to give up an attempt that is open, one to make the next. */
  private static final int ROUNDS_MAX = 2;

  private final Database database;
  private final Stock stock;
  private final Checkouts checkouts;
  private final CheckoutRows checkoutRows;
  private final OrderRows orders;
  private final OrderWriting writing;
  private final OrderChanges changes;
  private final AttemptRows attempts;
  private final Settlement settlement;
  private final PayWays ways;
  private final Coupons coupons;
  private final OrderTokens tokens;
  private final Supplier<String> ids;

  public Orders(
      Database database,
      Stock stock,
      Checkouts checkouts,
      CheckoutRows checkoutRows,
      OrderRows orders,
      OrderWriting writing,
      OrderChanges changes,
      AttemptRows attempts,
      Settlement settlement,
      PayWays ways,
      Coupons coupons,
      OrderTokens tokens,
      Supplier<String> ids) {
    this.database = database;
    this.stock = stock;
    this.checkouts = checkouts;
    this.checkoutRows = checkoutRows;
    this.orders = orders;
    this.writing = writing;
    this.changes = changes;
    this.attempts = attempts;
    this.settlement = settlement;
    this.ways = ways;
    this.coupons = coupons;
    this.tokens = tokens;
    this.ids = ids;
  }

  /**
   * A press on 注文を確定する.
   *
   * @param expectedTotal yen, as the buyer saw it
   * @param termsHash of everything the buyer saw
   * @param ofAge the buyer said that they are old enough for what needs it
   * @param key the buyer's idempotency key
   * @param said what the merchant's own shop says about the buyer
   */
  record Confirmed(
      long expectedTotal, String termsHash, boolean ofAge, String key, @Nullable Customer said) {}

  /** Where {@link #prepare} leads: an answer, an attempt to be paid, or one to be given up. */
  private sealed interface Prepared {
    record Answered(Submitted answer) implements Prepared {}

    record ToPay(String attemptId) implements Prepared {}

    record ToGiveUp() implements Prepared {}

    /** There is an order, and its buyer knows. */
    record Told() implements Prepared {}
  }

  /** It cannot be ordered after all; undoes the transaction. */
  private static final class Undone extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Submitted answer;

    Undone(Submitted answer) {
      super("not ordered", null, false, false);
      this.answer = answer;
    }
  }

  /**
   * Places the order. The same checkout never makes two; a repeat with the same key never charges
   * again.
   */
  Submitted submit(String checkoutId, ViewerId viewer, Confirmed confirmed) {
    for (int round = 0; round < ROUNDS_MAX; round++) {
      var row = database.query(sql -> checkoutRows.read(sql, checkoutId, viewer));
      if (row.isEmpty()) {
        return new Submitted.NotFound();
      }
      // The catalogue and the coupon are asked now, outside the transaction.
      switch (prepare(checkouts.seen(row.get(), confirmed.said), confirmed)) {
        case Prepared.Answered(Submitted answer) -> {
          return answer;
        }
        case Prepared.ToPay(String attemptId) -> {
          tellOfSoft(row.get());
          settlement.settle(attemptId);
          return afterPaying(checkoutId);
        }
        case Prepared.Told() -> {
          return afterPaying(checkoutId);
        }
        case Prepared.ToGiveUp() -> settlement.giveUp(checkoutId);
      }
    }
    return new Submitted.BeingPaid();
  }

  /** What nobody kept before is being paid from now on, so fewer are left. */
  private void tellOfSoft(CheckoutRow row) {
    row.holds().stream()
        .filter(hold -> hold.how().soft())
        .forEach(hold -> stock.level(hold.sku()).ifPresent(stock::changed));
  }

  private Submitted afterPaying(String checkoutId) {
    var progress = of(checkoutId);
    return progress.order() == null
        ? new Submitted.Declined()
        : new Submitted.Ordered(progress.order(), progress.next());
  }

  private Prepared prepare(Checkout seen, Confirmed confirmed) {
    try {
      return database.transaction(sql -> prepare(sql, seen, confirmed));
    } catch (Undone undone) {
      return new Prepared.Answered(undone.answer);
    }
  }

  private Prepared prepare(Sql sql, Checkout seen, Confirmed confirmed) {
    var units = HeldUnits.lock(sql, stock.ledger(), seen.row().id());
    checkoutRows.lock(sql, seen.row().id());
    var row = checkoutRows.read(sql, seen.row().id(), seen.row().viewer()).orElseThrow();
    var before = orders.ofCheckout(sql, row.id());
    var known = before.flatMap(order -> known(sql, order, row, confirmed.key));
    if (known.isPresent()) {
      return known.get();
    }
    boolean live = units.stream().allMatch(it -> stock.ledger().isLive(sql, it.hold()));
    if (row.state() != CheckoutState.OPEN || !live) {
      return new Prepared.Answered(new Submitted.HoldExpired());
    }
    var refusal = refusal(seen, row, confirmed);
    if (refusal != null) {
      return new Prepared.Answered(refusal);
    }
    return write(sql, seen, units, before, confirmed);
  }

  private @Nullable Submitted refusal(Checkout seen, CheckoutRow row, Confirmed confirmed) {
    if (seen.confirmation() == null || row.buyer() == null) {
      return new Submitted.Incomplete();
    }
    long total = seen.totals().total().yen();
    if (total != confirmed.expectedTotal) {
      return new Submitted.TotalChanged(total);
    }
    if (!seen.termsHash().equals(confirmed.termsHash) || !row.isAsSeen(seen.row())) {
      return new Submitted.TermsChanged();
    }
    var beforeFee = seen.totals().total().minus(seen.totals().paymentFee());
    if (!ways.isAvailable(row.method(), beforeFee, row.isScarce())) {
      return new Submitted.MethodUnavailable();
    }
    return seen.needsAge() && !confirmed.ofAge ? new Submitted.AgeUnconfirmed() : null;
  }

  private Prepared write(
      Sql sql, Checkout seen, List<HeldUnits> units, Optional<Order> before, Confirmed confirmed) {
    var row = seen.row();
    for (var one : units) {
      if (!stock.ledger().startPaying(sql, one.level(), one.hold())) {
        throw new Undone(new Submitted.SoldOut());
      }
    }
    String orderId = before.map(Order::id).orElseGet(ids);
    writing.prepare(
        sql,
        orderId,
        OrderTokens.hash(tokens.token(orderId)),
        seen,
        Objects.requireNonNull(row.buyer()),
        Objects.requireNonNull(seen.confirmation()));
    if (before.isEmpty()) {
      changes.prepared(sql, orderId, seen.needsAge() ? "20歳以上と申告" : "");
    }
    takeCoupon(sql, seen, orderId, confirmed);
    String attemptId = ids.get();
    attempts.create(
        sql,
        attemptId,
        orderId,
        confirmed.key,
        ways.provider().name(),
        seen.totals().total(),
        row.method(),
        token(row),
        row.method() == PaymentMethod.KONBINI ? ways.slipEnd(row.now()) : null);
    return new Prepared.ToPay(attemptId);
  }

  /** Exactly what was shown is taken, or nothing is ordered. */
  private void takeCoupon(Sql sql, Checkout seen, String orderId, Confirmed confirmed) {
    var shown = seen.discount();
    String code = shown.isPresent() ? seen.row().choices().coupon() : null;
    var taken =
        coupons.take(sql, code, orderId, seen.asker(confirmed.said), seen.totals().subtotal());
    boolean same =
        switch (taken) {
          case Coupons.Taken.None() -> shown.isEmpty();
          case Coupons.Taken.Given(var discount) -> shown.filter(discount::equals).isPresent();
          case Coupons.Taken.Refused ignored -> false;
        };
    if (!same) {
      throw new Undone(new Submitted.TermsChanged());
    }
  }

  private static @Nullable String token(CheckoutRow row) {
    var card = row.card();
    return row.method() == PaymentMethod.CARD && card != null ? card.token() : null;
  }

  /** What an order that exists already answers; empty where a new attempt may be made. */
  private Optional<Prepared> known(Sql sql, Order order, CheckoutRow row, String key) {
    return switch (order.state()) {
      case PLACED, AWAITING_CASH, PAID, ACCEPTED, SHIPPED, DELIVERED, PAID_SHORT, CANCELLED ->
          Optional.of(new Prepared.Told());
      case EXPIRED -> Optional.of(new Prepared.Answered(new Submitted.HoldExpired()));
      case PREPARED -> {
        var made = attempts.ofOrder(sql, order.id());
        var open = made.stream().filter(attempt -> attempt.state().isOpen()).findFirst();
        if (open.isPresent()) {
          // A second press while the first is being paid joins it; the provider does it once.
          yield Optional.of(
              isOverridden(open.get(), row, key)
                  ? new Prepared.ToGiveUp()
                  : new Prepared.ToPay(open.get().id()));
        }
        boolean repeated = made.stream().anyMatch(attempt -> attempt.requestKey().equals(key));
        yield repeated
            ? Optional.of(new Prepared.Answered(new Submitted.Declined()))
            : Optional.empty();
      }
    };
  }

  /** Whether the buyer, asked for a next step, has chosen to pay otherwise since. */
  private static boolean isOverridden(Attempt open, CheckoutRow row, String key) {
    return open.state() == Attempt.State.CANCELLING
        || (open.state() == Attempt.State.WAITING
            && !open.requestKey().equals(key)
            && (open.method() != row.method() || !Objects.equals(open.cardToken(), token(row))));
  }

  @Override
  public Progress of(String checkoutId) {
    return database.query(
        sql ->
            sql.one(
                    """
                    SELECT o.order_id, o.number, o.state, a.state AS attempt, a.step::text AS step
                      FROM shop_order o
                      LEFT JOIN LATERAL (SELECT state, step FROM shop_payment_attempt
                                          WHERE order_id = o.order_id
                                          ORDER BY created_at DESC LIMIT 1) a ON true
                     WHERE o.checkout_id = $1
                    """,
                    row -> {
                      var state = OrderState.valueOf(row.getString("state"));
                      String last = row.getString("attempt");
                      boolean open =
                          last != null && state.isUnpaid() && Attempt.State.valueOf(last).isOpen();
                      String id = row.getString("order_id");
                      var mark =
                          new OrderMark(
                              tokens.token(id), row.getString("number"), state.forCheckout());
                      return new Progress(
                          state.isTold() || open ? mark : null,
                          open ? AttemptRows.step(row.getString("step")) : null,
                          state == OrderState.PREPARED && last != null && !open);
                    },
                    checkoutId)
                .orElse(Progress.NONE));
  }

  String token(Order order) {
    return tokens.token(order.id());
  }

  /** The order behind a token. */
  Optional<Order> byToken(String token) {
    return database
        .query(sql -> orders.byToken(sql, OrderTokens.hash(token)))
        .filter(order -> order.state().isTold());
  }
}
