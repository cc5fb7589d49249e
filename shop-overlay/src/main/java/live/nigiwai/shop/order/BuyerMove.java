package live.nigiwai.shop.order;

import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.customer.GuestMove;
import live.nigiwai.show.ViewerId;

/**
 * Orders, checkouts and what is held for them go over to the member. A live hold stays with the
 * guest where the member has one of the same goods in the same show: there can be only one.
 */
public final class BuyerMove implements GuestMove {
  public BuyerMove() {}

  @Override
  public void move(Sql sql, ViewerId guest, ViewerId member) {
    sql.change(
        """
        UPDATE shop_hold h SET buyer = $2
         WHERE buyer = $1
           AND NOT (state IN ('HELD', 'PAYING') AND EXISTS
                 (SELECT 1 FROM shop_hold m WHERE m.buyer = $2 AND m.show_id = h.show_id
                     AND m.sku = h.sku AND m.state IN ('HELD', 'PAYING')))
           AND NOT EXISTS (SELECT 1 FROM shop_hold m
                            WHERE m.buyer = $2 AND m.request_key = h.request_key)
        """,
        guest.value(),
        member.value());
    sql.change(
        """
        UPDATE shop_checkout c SET buyer = $2
         WHERE buyer = $1
           AND NOT EXISTS (SELECT 1 FROM shop_hold h
                            WHERE h.checkout_id = c.checkout_id AND h.buyer = $1)
           AND NOT EXISTS (SELECT 1 FROM shop_checkout m
                            WHERE m.buyer = $2 AND m.request_key = c.request_key)
        """,
        guest.value(),
        member.value());
    sql.change(
        """
        UPDATE shop_order o SET buyer = $2
         WHERE buyer = $1
           AND EXISTS (SELECT 1 FROM shop_checkout c
                        WHERE c.checkout_id = o.checkout_id AND c.buyer = $2)
        """,
        guest.value(),
        member.value());
  }
}
