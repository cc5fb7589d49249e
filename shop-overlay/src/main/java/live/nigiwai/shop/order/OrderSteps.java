package live.nigiwai.shop.order;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.runtime.timeline.Action;
import live.nigiwai.runtime.timeline.TimelineWriter;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.stock.HeldUnits;
import live.nigiwai.shop.stock.Level;
import live.nigiwai.shop.stock.Stock;
import live.nigiwai.show.Money;

/**
 * One step of a staff member with an order: one transaction under the order's locks, done once per
 * key however often it is asked for. What changed of the stock is told after it, and what money
 * goes back is asked of the provider after it.
 *
 * <p><b>Threading</b>: any thread that may block.
 */
public final class OrderSteps {
  private final Database database;
  private final TimelineWriter timelines;
  private final Stock stock;
  private final OrderRows orders;
  private final Refunds refunds;
  private final Store store;
  private final Supplier<String> ids;

  /**
   * @param ids fresh, unguessable
   */
  public OrderSteps(
      Database database,
      TimelineWriter timelines,
      Stock stock,
      OrderRows orders,
      Refunds refunds,
      Store store,
      Supplier<String> ids) {
    this.database = database;
    this.timelines = timelines;
    this.stock = stock;
    this.orders = orders;
    this.refunds = refunds;
    this.store = store;
    this.ids = ids;
  }

  /** What a step works on, all locked. */
  record Locked(Action action, List<HeldUnits> units, Order order) {
    Sql sql() {
      return action.sql();
    }
  }

  /** What a step did; the levels it changed are told after the commit. */
  record Step(Stepped outcome, List<Level> levels, List<String> refundIds) {
    static Step refused(Stepped why) {
      return new Step(why, List.of(), List.of());
    }

    static Step done(Order order) {
      return new Step(new Stepped.Done(order), List.of(), List.of());
    }
  }

  /** Undoes a step that was refused. */
  private static final class Undone extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Step step;

    Undone(Step step) {
      super("refused", null, false, false);
      this.step = step;
    }
  }

  Stepped step(String orderId, String name, Stepped.By by, Function<Locked, Step> work) {
    var seen = database.query(sql -> orders.byId(sql, orderId));
    if (seen.isEmpty() || !seen.get().state().isTold()) {
      return new Stepped.NotFound();
    }
    Step step;
    try {
      step = timelines.act(seen.get().show(), action -> once(action, seen.get(), name, by, work));
    } catch (Undone undone) {
      return undone.step.outcome;
    }
    step.levels.forEach(stock::changed);
    step.refundIds.forEach(refunds::run);
    return step.refundIds.isEmpty()
        ? step.outcome
        : new Stepped.Done(database.query(sql -> orders.byId(sql, orderId)).orElseThrow());
  }

  private Step once(
      Action action, Order seen, String name, Stepped.By by, Function<Locked, Step> work) {
    var sql = action.sql();
    var units = HeldUnits.lock(sql, stock.ledger(), seen.checkoutId());
    var order = orders.lock(sql, seen.id()).orElseThrow();
    var earlier =
        sql.one(
            "SELECT action FROM shop_order_action WHERE order_id = $1 AND request_key = $2",
            row -> row.getString(0),
            order.id(),
            by.key());
    if (earlier.isPresent()) {
      return earlier.get().equals(name) ? Step.done(order) : Step.refused(new Stepped.KeyReused());
    }
    sql.change(
        "INSERT INTO shop_order_action (order_id, request_key, store_id, action)"
            + " VALUES ($1, $2, $3, $4)",
        order.id(),
        by.key(),
        store.id(),
        name);
    var step = work.apply(new Locked(action, units, order));
    if (!(step.outcome instanceof Stepped.Done)) {
      throw new Undone(step);
    }
    return step;
  }

  /** The order's state does not allow it. */
  static Step refusedIn(Locked all) {
    return Step.refused(new Stepped.Refused(all.order.state()));
  }

  /** Writes a refund down; it is asked of the provider after the step. */
  String refund(Locked all, Order order, Money amount, String reason, Stepped.By by) {
    String refundId = ids.get();
    refunds.write(all.sql(), refundId, order, amount, reason, by.actor());
    return refundId;
  }

  /** Whether so much cannot go back, or not by this person. */
  static Optional<Step> tooMuch(Order order, Money amount, Stepped.By by) {
    var sums = order.sums();
    var max = sums.refundable();
    if (by.refundMax() != null) {
      long left = Math.max(0, by.refundMax().yen() - sums.refunded().yen());
      max = Money.yen(Math.min(max.yen(), left));
    }
    return amount.yen() < 1 || amount.compareTo(max) > 0
        ? Optional.of(Step.refused(new Stepped.TooMuch(max)))
        : Optional.empty();
  }
}
