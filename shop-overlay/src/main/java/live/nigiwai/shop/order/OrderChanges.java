package live.nigiwai.shop.order;

import java.util.List;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.runtime.timeline.Action;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.stock.Hold;
import live.nigiwai.shop.stock.HoldFollower;
import live.nigiwai.show.Actor;
import live.nigiwai.show.Money;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.timeline.Draft;
import live.nigiwai.show.timeline.Log;
import live.nigiwai.show.timeline.TimelineEvent;
import live.nigiwai.show.timeline.TimelineEvent.OrderedLine;
import org.jspecify.annotations.Nullable;

/**
 * The only writer of an order's state. Each change is written down in the order's history, told to
 * everyone who follows orders in the same transaction, and last to the show's backstage log.
 */
public final class OrderChanges implements HoldFollower {
  /** Who changes an order without being asked. */
  static final String MACHINERY = "shop";

  static final String BUYER = "buyer";

  private final Store store;
  private final OrderRows rows;
  private final OrderNews news;

  public OrderChanges(Store store, OrderRows rows, OrderNews news) {
    this.store = store;
    this.rows = rows;
    this.news = news;
  }

  @Override
  public void held(Sql sql, List<Hold> holds) {
    // A tap is no order.
  }

  /** What was never paid before its hold ended will not be an order. */
  @Override
  public void ended(Sql sql, List<Hold> holds) {
    var ended =
        sql.list(
            "UPDATE shop_order SET state = 'EXPIRED', decided_at = clock_timestamp()"
                + " WHERE checkout_id = ANY($1) AND state = 'PREPARED' RETURNING order_id",
            row -> row.getString(0),
            (Object) holds.stream().map(Hold::checkoutId).toArray(String[]::new));
    for (var orderId : ended) {
      write(sql, orderId, OrderState.PREPARED, OrderState.EXPIRED, MACHINERY, "");
      news.changed(sql, rows.byId(sql, orderId).orElseThrow(), OrderState.PREPARED);
    }
  }

  /**
   * The first line of an order's history.
   *
   * @param note what the buyer declared
   */
  void prepared(Sql sql, String orderId, String note) {
    write(sql, orderId, null, OrderState.PREPARED, BUYER, note);
  }

  /**
   * Changes the order, which the caller has locked.
   *
   * @param actor who did it, for the history
   * @param note why, for the history; never a buyer's data
   * @return the order as it is now
   */
  Order to(Action action, Order locked, OrderState next, String actor, String note) {
    var sql = action.sql();
    int changed =
        sql.change(
            "UPDATE shop_order SET state = $3, decided_at = clock_timestamp()"
                + " WHERE order_id = $1 AND state = $2",
            locked.id(),
            locked.state().name(),
            next.name());
    if (changed != 1) {
      throw new IllegalStateException("order " + locked.number() + " is not " + locked.state());
    }
    write(sql, locked.id(), locked.state(), next, actor, note);
    var order = rows.byId(sql, locked.id()).orElseThrow();
    news.changed(sql, order, locked.state());
    tell(action, order, locked.state());
    return order;
  }

  /** Once per order, that there is one; then every state it reaches. */
  private static void tell(Action action, Order order, OrderState from) {
    if (from == OrderState.PREPARED) {
      var lines =
          order.lines().stream()
              .map(
                  line ->
                      new OrderedLine(
                          new ProductId(line.product()), new SkuId(line.sku()), line.quantity()))
              .toList();
      var placed =
          new TimelineEvent.OrderPlaced(order.id(), order.number(), lines, order.sums().total());
      action.append(Log.BACKSTAGE, new Draft(null, Actor.viewer(order.viewer()), null, placed));
    }
    if (order.state() != OrderState.PLACED) {
      var changed = new TimelineEvent.OrderChanged(order.id(), order.state().forStaff());
      action.append(Log.BACKSTAGE, Draft.bySystem("shop", changed));
    }
  }

  /** Money came in for an order that the caller has locked. */
  void captured(Sql sql, String orderId, Money amount) {
    sql.change(
        "UPDATE shop_order SET captured = captured + $2 WHERE order_id = $1",
        orderId,
        amount.yen());
  }

  /** A refund was asked for, or refused again, in yen; the caller has locked the order. */
  void refunding(Sql sql, Order locked, long yen, String actor, String note) {
    sql.change(
        """
        UPDATE shop_order
           SET refunded = refunded + $2,
               refund_state = CASE WHEN refunded + $2 = 0 THEN 'NONE'
                                   WHEN refunded + $2 < captured THEN 'PARTIAL' ELSE 'FULL' END
         WHERE order_id = $1
        """,
        locked.id(),
        yen);
    write(sql, locked.id(), locked.state(), locked.state(), "REFUND", actor, note);
  }

  /** Money is on its way back. */
  void refunded(Sql sql, String orderId, Money amount) {
    news.refunded(sql, rows.byId(sql, orderId).orElseThrow(), amount);
  }

  void returned(Sql sql, Order locked, String actor, String note) {
    write(sql, locked.id(), locked.state(), locked.state(), "RETURN", actor, note);
  }

  private void write(
      Sql sql,
      String orderId,
      @Nullable OrderState from,
      OrderState to,
      String actor,
      String note) {
    write(sql, orderId, from, to, "STATE", actor, note);
  }

  private void write(
      Sql sql,
      String orderId,
      @Nullable OrderState from,
      OrderState to,
      String what,
      String actor,
      String note) {
    sql.change(
        "INSERT INTO shop_order_history (store_id, order_id, from_state, to_state, what, actor,"
            + " note) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        store.id(),
        orderId,
        from == null ? null : from.name(),
        to.name(),
        what,
        actor,
        note);
  }

  /** What became of an order, oldest first. */
  List<HistoryEntry> history(Sql sql, String orderId) {
    return sql.list(
        """
        SELECT from_state, to_state, what, actor, note,
               (extract(epoch FROM at) * 1000)::bigint AS at_ms
          FROM shop_order_history WHERE order_id = $1 ORDER BY entry_id
        """,
        HistoryEntry::of,
        orderId);
  }
}
