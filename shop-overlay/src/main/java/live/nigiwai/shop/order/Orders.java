package live.nigiwai.shop.order;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.checkout.Checkout;
import live.nigiwai.shop.checkout.CheckoutRow;
import live.nigiwai.shop.checkout.CheckoutRows;
import live.nigiwai.shop.checkout.CheckoutState;
import live.nigiwai.shop.checkout.Checkouts;
import live.nigiwai.shop.checkout.OrderMark;
import live.nigiwai.shop.payment.PaymentProvider;
import live.nigiwai.shop.stock.Stock;
import live.nigiwai.show.ViewerId;

/**
 * The door through which an order is placed. The order and its payment attempt are written before
 * the provider is asked, so whatever happens in between, {@link Settlement} finds them.
 */
public final class Orders implements OrderMark.Finder {
  private final Database database;
  private final Stock stock;
  private final Checkouts checkouts;
  private final CheckoutRows checkoutRows;
  private final OrderRows orders;
  private final AttemptRows attempts;
  private final Settlement settlement;
  private final PaymentProvider provider;
  private final OrderTokens tokens;
  private final Supplier<String> ids;

  public Orders(
      Database database,
      Stock stock,
      Checkouts checkouts,
      CheckoutRows checkoutRows,
      OrderRows orders,
      AttemptRows attempts,
      Settlement settlement,
      PaymentProvider provider,
      OrderTokens tokens,
      Supplier<String> ids) {
    this.database = database;
    this.stock = stock;
    this.checkouts = checkouts;
    this.checkoutRows = checkoutRows;
    this.orders = orders;
    this.attempts = attempts;
    this.settlement = settlement;
    this.provider = provider;
    this.tokens = tokens;
    this.ids = ids;
  }

  /** What became of {@link #submit}. */
  sealed interface Submitted {
    /** There is an order, made now or before. */
    record Ordered(OrderMark order) implements Submitted {}

    /** The card said no; the units are still the buyer's. */
    record Declined() implements Submitted {}

    record TotalChanged(long total) implements Submitted {}

    record HoldExpired() implements Submitted {}

    /** First paid, first served: others were faster. */
    record SoldOut() implements Submitted {}

    /** It is not known who buys or how they pay. */
    record Incomplete() implements Submitted {}

    record NotFound() implements Submitted {}
  }

  /** Where {@link #prepare} leads: an answer, or an attempt to be paid. */
  private sealed interface Prepared {
    record Answered(Submitted answer) implements Prepared {}

    record ToPay(String attemptId) implements Prepared {}
  }

  /**
   * Places the order. The same checkout never makes two; a repeat with the same key never charges
   * again.
   */
  Submitted submit(String checkoutId, ViewerId viewer, long expectedTotal, String key) {
    var seen = database.query(sql -> checkoutRows.read(sql, checkoutId, viewer));
    if (seen.isEmpty()) {
      return new Submitted.NotFound();
    }
    // Reads the catalog now: inside the transaction it is remembered.
    checkouts.seen(seen.get());
    return switch (database.transaction(sql -> prepare(sql, seen.get(), expectedTotal, key))) {
      case Prepared.Answered(Submitted answer) -> answer;
      case Prepared.ToPay(String attemptId) -> {
        settlement.settle(attemptId);
        yield afterPaying(checkoutId);
      }
    };
  }

  private Submitted afterPaying(String checkoutId) {
    return of(checkoutId).<Submitted>map(Submitted.Ordered::new).orElseGet(Submitted.Declined::new);
  }

  private Prepared prepare(Sql sql, CheckoutRow seen, long expectedTotal, String key) {
    var level =
        seen.hold().how().soft() ? stock.ledger().lock(sql, seen.hold().sku()).orElse(null) : null;
    var hold = stock.ledger().lockHold(sql, seen.hold().id()).orElseThrow();
    checkoutRows.lock(sql, seen.id());
    var row = checkoutRows.read(sql, seen.id(), seen.viewer()).orElseThrow();
    var before = orders.ofCheckout(sql, row.id());
    if (before.isPresent()) {
      var known = known(sql, before.get(), key);
      if (known.isPresent()) {
        return known.get();
      }
    }
    if (row.state() != CheckoutState.OPEN || !stock.ledger().isLive(sql, hold)) {
      return new Prepared.Answered(new Submitted.HoldExpired());
    }
    var checkout = checkouts.seen(row);
    var confirmation = checkout.confirmation();
    var buyer = row.buyer();
    var card = row.card();
    if (confirmation == null || buyer == null || card == null) {
      return new Prepared.Answered(new Submitted.Incomplete());
    }
    long total = checkout.totals().total().yen();
    if (total != expectedTotal) {
      return new Prepared.Answered(new Submitted.TotalChanged(total));
    }
    if (!stock.ledger().startPaying(sql, level, hold)) {
      return new Prepared.Answered(new Submitted.SoldOut());
    }
    String orderId = before.map(Order::id).orElseGet(ids);
    String tokenHash = OrderTokens.hash(tokens.token(orderId));
    orders.prepare(sql, orderId, tokenHash, checkout, buyer, card, confirmation);
    return pay(sql, orderId, checkout, key);
  }

  private Prepared pay(Sql sql, String orderId, Checkout checkout, String key) {
    String attemptId = ids.get();
    var card = Objects.requireNonNull(checkout.row().card());
    attempts.create(
        sql, attemptId, orderId, key, provider.name(), checkout.totals().total(), card.token());
    return new Prepared.ToPay(attemptId);
  }

  /** What an order that exists already answers; empty where a new attempt may be made. */
  private Optional<Prepared> known(Sql sql, Order order, String key) {
    return switch (order.state()) {
      case PLACED, ACCEPTED, PAID_SHORT, CANCELLED ->
          Optional.of(new Prepared.Answered(new Submitted.Ordered(mark(order))));
      case EXPIRED -> Optional.of(new Prepared.Answered(new Submitted.HoldExpired()));
      case PREPARED -> {
        var made = attempts.ofOrder(sql, order.id());
        var open = made.stream().filter(attempt -> attempt.state().isOpen()).findFirst();
        if (open.isPresent()) {
          // A second press while the first is being paid joins it; the provider does it once.
          yield Optional.of(new Prepared.ToPay(open.get().id()));
        }
        boolean repeated = made.stream().anyMatch(attempt -> attempt.requestKey().equals(key));
        yield repeated
            ? Optional.of(new Prepared.Answered(new Submitted.Declined()))
            : Optional.empty();
      }
    };
  }

  @Override
  public Optional<OrderMark> of(String checkoutId) {
    return database
        .query(sql -> orders.ofCheckout(sql, checkoutId))
        .filter(order -> order.state().isTold())
        .map(this::mark);
  }

  private OrderMark mark(Order order) {
    return new OrderMark(tokens.token(order.id()), order.number(), order.state().forCheckout());
  }

  /** The order behind a token. */
  Optional<Order> byToken(String token) {
    return database
        .query(sql -> orders.byToken(sql, OrderTokens.hash(token)))
        .filter(order -> order.state().isTold());
  }
}
