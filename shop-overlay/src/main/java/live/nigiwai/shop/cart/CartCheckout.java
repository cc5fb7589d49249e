package live.nigiwai.shop.cart;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.cart.CartTarget.CartAnswer;
import live.nigiwai.shop.cart.CartTarget.Problem;
import live.nigiwai.shop.cart.CartTarget.Reason;
import live.nigiwai.shop.checkout.CheckoutRows;
import live.nigiwai.shop.checkout.Checkouts;
import live.nigiwai.shop.checkout.Opened;
import live.nigiwai.shop.stock.CartReserve;
import live.nigiwai.shop.stock.HeldUnits;
import live.nigiwai.shop.stock.Hold;
import live.nigiwai.shop.stock.HoldState;
import live.nigiwai.shop.stock.Press;
import live.nigiwai.shop.stock.ReserveOutcome;
import live.nigiwai.shop.stock.Stock;
import live.nigiwai.show.Money;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.ViewerId;

/**
 * Begins the checkout of a whole cart: one transaction, all lines or none. Checkouts of the same
 * buyer that hold some of it are given up for it, and the prices they had are kept.
 */
public final class CartCheckout {
  private final Database database;
  private final Stock stock;
  private final Checkouts checkouts;
  private final CheckoutRows checkoutRows;
  private final CartRows rows;
  private final Supplier<String> ids;

  /**
   * @param ids fresh, unguessable
   */
  public CartCheckout(
      Database database,
      Stock stock,
      Checkouts checkouts,
      CheckoutRows checkoutRows,
      CartRows rows,
      Supplier<String> ids) {
    this.database = database;
    this.stock = stock;
    this.checkouts = checkouts;
    this.checkoutRows = checkoutRows;
    this.rows = rows;
    this.ids = ids;
  }

  /** Undoes the transaction: nothing is taken unless everything is. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient CartAnswer answer;

    Refused(CartAnswer answer) {
      super("the cart cannot be had as it is", null, false, false);
      this.answer = answer;
    }
  }

  CartAnswer begin(ViewerId buyer, String key) {
    var touched = new HashSet<SkuId>();
    CartAnswer answer;
    try {
      answer =
          database.transaction(
              sql -> {
                touched.clear();
                return begin(sql, buyer, key, touched);
              });
    } catch (Refused refused) {
      return refused.answer;
    }
    stock.levels(List.copyOf(touched)).forEach(stock::changed);
    return answer;
  }

  private CartAnswer begin(Sql sql, ViewerId buyer, String key, HashSet<SkuId> touched) {
    rows.lock(sql, buyer);
    var before = checkoutRows.ofCartPress(sql, buyer, key);
    if (before.isPresent()) {
      return new CartAnswer.Checkout(before.get());
    }
    var lines = rows.lines(sql, buyer);
    if (lines.isEmpty()) {
      return new CartAnswer.Empty();
    }
    var skus = lines.stream().map(CartRows.Row::sku).toList();
    touched.addAll(skus);
    var superseded = liveCheckouts(sql, buyer, skus);
    touched.addAll(skusOf(sql, superseded));
    var reserve = stock.cartReserve();
    reserve.lock(sql, touched);
    var had = giveUp(sql, superseded);
    return take(sql, buyer, key, lines, had, reserve);
  }

  /** Other checkouts in which the buyer holds some of the SKUs. */
  private static List<String> liveCheckouts(Sql sql, ViewerId buyer, List<SkuId> skus) {
    return sql.list(
        """
        SELECT DISTINCT checkout_id FROM shop_hold
         WHERE buyer = $1 AND sku = ANY($2) AND state IN ('HELD', 'PAYING') ORDER BY checkout_id
        """,
        row -> row.getString(0),
        buyer.value(),
        skus.stream().map(SkuId::value).toArray(String[]::new));
  }

  private static List<SkuId> skusOf(Sql sql, List<String> checkoutIds) {
    return sql.list(
        "SELECT DISTINCT sku FROM shop_hold WHERE checkout_id = ANY($1)",
        row -> new SkuId(row.getString(0)),
        (Object) checkoutIds.toArray(String[]::new));
  }

  private Map<SkuId, Hold> giveUp(Sql sql, List<String> superseded) {
    var had = new HashMap<SkuId, Hold>();
    for (var checkoutId : superseded) {
      var units = HeldUnits.lock(sql, stock.ledger(), checkoutId);
      if (units.stream().anyMatch(it -> it.hold().state() == HoldState.PAYING)) {
        throw new Refused(new CartAnswer.BeingPaid());
      }
      for (var one : units) {
        if (stock.ledger().isLive(sql, one.hold())) {
          had.put(one.hold().sku(), one.hold());
        }
      }
      checkouts.release(sql, units);
    }
    return had;
  }

  private CartAnswer take(
      Sql sql,
      ViewerId buyer,
      String key,
      List<CartRows.Row> lines,
      Map<SkuId, Hold> had,
      CartReserve reserve) {
    String checkoutId = ids.get();
    var wanted = new HashMap<SkuId, CartRows.Row>();
    var presses = new ArrayList<Press>();
    for (var line : lines) {
      wanted.put(line.sku(), line);
      String freshId = presses.isEmpty() ? checkoutId : ids.get();
      presses.add(
          new Press(line.show(), line.sku(), buyer, line.quantity(), "cart " + freshId, freshId));
    }
    var problems = new ArrayList<Problem>();
    for (var result : reserve.take(sql, presses, checkoutId)) {
      var sku = result.press().sku();
      var seen = wanted.get(sku);
      var earlier = had.get(sku);
      if (earlier != null && result.outcome() instanceof ReserveOutcome.Reserved) {
        reserve.keepPrice(sql, result.press().freshId(), earlier);
      } else if (seen != null) {
        problem(sku, result.outcome(), seen.seen()).ifPresent(problems::add);
      }
    }
    if (!problems.isEmpty()) {
      throw new Refused(new CartAnswer.Changed(problems));
    }
    checkoutRows.openCart(sql, checkoutId, lines.getLast().show(), buyer, key, opened(lines));
    return new CartAnswer.Checkout(checkoutId);
  }

  private static List<Opened.Line> opened(List<CartRows.Row> lines) {
    return lines.stream()
        .map(line -> new Opened.Line(line.sku().value(), line.seen().yen(), line.quantity()))
        .toList();
  }

  private static Optional<Problem> problem(SkuId sku, ReserveOutcome outcome, Money seen) {
    return switch (outcome) {
      case ReserveOutcome.Reserved(var hold) when hold.unitPrice().compareTo(seen) > 0 ->
          Optional.of(new Problem(sku, Reason.PRICE_CHANGED, null, null, hold.unitPrice()));
      case ReserveOutcome.Reserved(var ignored) -> Optional.empty();
      case ReserveOutcome.SoldOut(int left) ->
          Optional.of(new Problem(sku, Reason.SOLD_OUT, left, null, null));
      case ReserveOutcome.OverBuyerLimit(int limit) ->
          Optional.of(new Problem(sku, Reason.OVER_LIMIT, null, limit, null));
      case ReserveOutcome.NotOnSale(), ReserveOutcome.UnknownSku() ->
          Optional.of(new Problem(sku, Reason.NOT_ON_SALE, null, null, null));
      case ReserveOutcome.AlreadyHeld(var ignored) ->
          throw new IllegalStateException("a hold of " + sku + " was not given up");
      case ReserveOutcome.KeyReused() ->
          throw new IllegalStateException("a fresh key was used before");
      case ReserveOutcome.Busy ignored -> throw new IllegalStateException("no lane was asked");
    };
  }
}
