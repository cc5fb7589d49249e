package live.nigiwai.shop.order;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.pricing.ReturnTotals;
import live.nigiwai.shop.stock.Level;
import live.nigiwai.shop.stock.SoldUnits;
import live.nigiwai.show.Money;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.SkuId;
import org.jspecify.annotations.Nullable;

/** Goods that come back 返品: booked per line, paid back with what was paid for them. */
public final class Returns {
  private final OrderSteps steps;
  private final OrderRows orders;
  private final OrderChanges changes;
  private final SoldUnits sold;
  private final Store store;
  private final Supplier<String> ids;

  /**
   * @param ids fresh, unguessable
   */
  public Returns(
      OrderSteps steps,
      OrderRows orders,
      OrderChanges changes,
      SoldUnits sold,
      Store store,
      Supplier<String> ids) {
    this.steps = steps;
    this.orders = orders;
    this.changes = changes;
    this.sold = sold;
    this.store = store;
    this.ids = ids;
  }

  /**
   * Goods that came back.
   *
   * @param units per SKU
   * @param restock they are for sale again
   * @param moment what was said in the show when they were chosen; null where nobody marked it
   */
  public record Returned(
      Map<String, Integer> units,
      String reason,
      boolean restock,
      boolean refund,
      @Nullable ShowTime moment) {
    public Returned {
      units = Map.copyOf(units);
    }
  }

  /** Books goods that came back, and gives back what was paid for them. */
  public Stepped giveBack(String orderId, Returned returned, Stepped.By by) {
    return steps.step(orderId, "return", by, all -> giveBack(all, returned, by));
  }

  private OrderSteps.Step giveBack(OrderSteps.Locked all, Returned returned, Stepped.By by) {
    var order = all.order();
    if (order.state() != OrderState.SHIPPED && order.state() != OrderState.DELIVERED) {
      return OrderSteps.refusedIn(all);
    }
    var before = new HashMap<String, Integer>();
    order.lines().forEach(line -> before.put(line.key(), line.returned()));
    for (var entry : returned.units.entrySet()) {
      int ordered =
          order.lines().stream()
              .filter(line -> line.key().equals(entry.getKey()))
              .mapToInt(line -> line.quantity() - line.returned())
              .sum();
      if (entry.getValue() < 1 || entry.getValue() > ordered) {
        return OrderSteps.Step.refused(new Stepped.TooMany(entry.getKey()));
      }
    }
    var paid = ReturnTotals.of(order.totals(), before, returned.units, List.of()).total();
    var amount = Money.yen(Math.min(paid.yen(), order.sums().refundable().yen()));
    boolean refunds = returned.refund && amount.yen() > 0;
    if (refunds) {
      var refused = OrderSteps.tooMuch(order, amount, by);
      if (refused.isPresent()) {
        return refused.get();
      }
    }
    String refundId = refunds ? steps.refund(all, order, amount, returned.reason, by) : null;
    var levels = write(all, returned, refundId, by);
    return new OrderSteps.Step(
        new Stepped.Done(orders.byId(all.sql(), order.id()).orElseThrow()),
        levels,
        refundId == null ? List.of() : List.of(refundId));
  }

  /**
   * Some of a line that came back.
   *
   * @param line names it in its order
   * @param show where it was chosen, and the moment's show
   */
  record Booked(
      String line,
      String show,
      int quantity,
      String reason,
      @Nullable ShowTime moment,
      boolean restocked,
      ShowTime at) {}

  /** What came back of an order, oldest first. */
  List<Booked> ofOrder(Sql sql, String orderId) {
    return sql.list(
        """
        SELECT l.sku, l.show_id, r.quantity, r.reason, r.moment_ms, r.restocked,
               (extract(epoch FROM r.at) * 1000)::bigint AS at_ms
          FROM shop_return r JOIN shop_order_line l USING (order_id, line)
         WHERE r.order_id = $1 ORDER BY r.at, r.line
        """,
        row -> {
          Long moment = row.getLong("moment_ms");
          return new Booked(
              row.getString("sku"),
              row.getString("show_id"),
              row.getInteger("quantity"),
              row.getString("reason"),
              moment == null ? null : new ShowTime(moment),
              row.getBoolean("restocked"),
              new ShowTime(row.getLong("at_ms")));
        },
        orderId);
  }

  private List<Level> write(
      OrderSteps.Locked all, Returned returned, @Nullable String refundId, Stepped.By by) {
    String returnId = ids.get();
    var moment = returned.moment;
    var levels = new ArrayList<Level>();
    var lines = all.order().lines();
    for (int i = 0; i < lines.size(); i++) {
      Integer units = returned.units.get(lines.get(i).key());
      if (units == null) {
        continue;
      }
      all.sql()
          .change(
              "UPDATE shop_order_line SET returned = returned + $3"
                  + " WHERE order_id = $1 AND line = $2",
              all.order().id(),
              i + 1,
              units);
      all.sql()
          .change(
              """
              INSERT INTO shop_return (return_id, store_id, order_id, line, quantity, reason, moment_ms,
                                       restocked, refund_id, actor)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
              """,
              returnId,
              store.id(),
              all.order().id(),
              i + 1,
              units,
              returned.reason,
              moment == null ? null : moment.millis(),
              returned.restock,
              refundId,
              by.actor());
      if (returned.restock) {
        var sku = new SkuId(lines.get(i).sku());
        levels.add(
            sold.takeBack(
                all.sql(), sku, units, "return:" + returnId, returned.reason, by.actor()));
      }
    }
    changes.returned(all.sql(), all.order(), by.actor(), returned.reason);
    return levels;
  }
}
