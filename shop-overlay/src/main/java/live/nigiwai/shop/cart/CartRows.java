package live.nigiwai.shop.cart;

import java.util.List;
import java.util.Optional;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.checkout.LineView;
import live.nigiwai.shop.customer.GuestMove;
import live.nigiwai.shop.order.Order;
import live.nigiwai.shop.order.OrderNews;
import live.nigiwai.shop.order.OrderState;
import live.nigiwai.show.Money;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.ViewerId;

/** The carts' rows. A line goes when it was ordered from the cart, or when its buyer removes it. */
public final class CartRows implements OrderNews, GuestMove {
  private final Store store;

  public CartRows(Store store) {
    this.store = store;
  }

  /** One line as stored. */
  record Row(ShowId show, SkuId sku, int quantity, Money seen) {}

  /** One change of a buyer's cart after the other, so that its limit holds. */
  void lock(Sql sql, ViewerId buyer) {
    sql.one(
        "SELECT pg_advisory_xact_lock(hashtextextended('cart ' || $1, 0))",
        row -> true,
        buyer.value());
  }

  List<Row> lines(Sql sql, ViewerId buyer) {
    return sql.list(
        "SELECT show_id, sku, quantity, seen_yen FROM shop_cart_line"
            + " WHERE store_id = $1 AND buyer = $2 ORDER BY added_at, sku",
        row ->
            new Row(
                new ShowId(row.getString(0)),
                new SkuId(row.getString(1)),
                row.getInteger(2),
                Money.yen(row.getLong(3))),
        store.id(),
        buyer.value());
  }

  Optional<Row> line(Sql sql, ViewerId buyer, SkuId sku) {
    return lines(sql, buyer).stream().filter(line -> line.sku.equals(sku)).findFirst();
  }

  void write(Sql sql, ViewerId buyer, Row line) {
    sql.change(
        """
        INSERT INTO shop_cart_line (store_id, buyer, sku, show_id, quantity, seen_yen)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (store_id, buyer, sku) DO UPDATE
           SET show_id = excluded.show_id, quantity = excluded.quantity, seen_yen = excluded.seen_yen
        """,
        store.id(),
        buyer.value(),
        line.sku.value(),
        line.show.value(),
        line.quantity,
        line.seen.yen());
  }

  void remove(Sql sql, ViewerId buyer, SkuId sku) {
    sql.change(
        "DELETE FROM shop_cart_line WHERE store_id = $1 AND buyer = $2 AND sku = $3",
        store.id(),
        buyer.value(),
        sku.value());
  }

  /** The buyer was told a new price. */
  void seen(Sql sql, ViewerId buyer, SkuId sku, Money price) {
    sql.change(
        "UPDATE shop_cart_line SET seen_yen = $4"
            + " WHERE store_id = $1 AND buyer = $2 AND sku = $3",
        store.id(),
        buyer.value(),
        sku.value(),
        price.yen());
  }

  /** What was ordered from the cart is no longer in it. */
  @Override
  public void changed(Sql sql, Order order, OrderState from) {
    if (from != OrderState.PREPARED || order.state() == OrderState.EXPIRED) {
      return;
    }
    sql.change(
        """
        DELETE FROM shop_cart_line
         WHERE store_id = $1 AND buyer = $2 AND sku = ANY($3)
           AND EXISTS (SELECT 1 FROM shop_checkout WHERE checkout_id = $4 AND from_cart)
        """,
        store.id(),
        order.viewer().value(),
        order.lines().stream().map(LineView::sku).toArray(String[]::new),
        order.checkoutId());
  }

  /** The member's own line stays where both have one. */
  @Override
  public void move(Sql sql, ViewerId guest, ViewerId member) {
    sql.change(
        """
        UPDATE shop_cart_line l SET buyer = $3
         WHERE store_id = $1 AND buyer = $2
           AND NOT EXISTS (SELECT 1 FROM shop_cart_line m
                            WHERE m.store_id = $1 AND m.buyer = $3 AND m.sku = l.sku)
        """,
        store.id(),
        guest.value(),
        member.value());
    sql.change(
        "DELETE FROM shop_cart_line WHERE store_id = $1 AND buyer = $2", store.id(), guest.value());
  }
}
