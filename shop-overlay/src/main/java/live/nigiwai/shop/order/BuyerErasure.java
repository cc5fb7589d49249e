package live.nigiwai.shop.order;

import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.customer.BuyerJson;
import live.nigiwai.shop.customer.KeepsPersonalData;
import live.nigiwai.shop.customer.PersonalData;
import live.nigiwai.show.ViewerId;

/**
 * What is known of someone by what they bought: a copy of it, and what is left when they want to be
 * forgotten. Amounts, goods and taxes stay for the books (法人税法施行規則 第59条); who bought, and where to,
 * goes.
 */
public final class BuyerErasure implements KeepsPersonalData, PersonalData.OpenOrders {
  private final Store store;

  public BuyerErasure(Store store) {
    this.store = store;
  }

  /** Sent within a month counts as under way: the parcel may still come back. */
  @Override
  public boolean has(Sql sql, ViewerId viewer) {
    return sql.one(
            """
            SELECT 1 FROM shop_order
             WHERE buyer = $1 AND store_id = $2
               AND (state IN ('PLACED', 'AWAITING_CASH', 'PAID', 'ACCEPTED', 'PAID_SHORT')
                    OR state = 'SHIPPED' AND decided_at > now() - interval '30 days'
                    OR state = 'PREPARED' AND EXISTS
                       (SELECT 1 FROM shop_hold h WHERE h.checkout_id = shop_order.checkout_id
                           AND h.state = 'PAYING'))
             LIMIT 1
            """,
            row -> true,
            viewer.value(),
            store.id())
        .orElse(false);
  }

  @Override
  public String dataName() {
    return "orders";
  }

  record Copy(String number, String state, long placedAt, long total, Object buyer) {}

  @Override
  public Object copyOf(Sql sql, ViewerId viewer) {
    return sql.list(
        """
        SELECT number, state, (extract(epoch FROM placed_at) * 1000)::bigint AS placed_ms, total,
               details::text AS details
          FROM shop_order
         WHERE buyer = $1 AND store_id = $2 AND state NOT IN ('PREPARED', 'EXPIRED')
         ORDER BY sequence
        """,
        row ->
            new Copy(
                row.getString("number"),
                OrderState.valueOf(row.getString("state")).forStaff(),
                row.getLong("placed_ms"),
                row.getLong("total"),
                BuyerJson.decode(row.getString("details"))),
        viewer.value(),
        store.id());
  }

  @Override
  public void erase(Sql sql, ViewerId viewer) {
    sql.change(
        "DELETE FROM shop_cart_line WHERE buyer = $1 AND store_id = $2",
        viewer.value(),
        store.id());
    sql.change(
        """
        UPDATE shop_checkout SET details = NULL, choices = '{}', card_token = NULL,
               card_brand = NULL, card_last4 = NULL, keep = false, kept = false
         WHERE buyer = $1 AND store_id = $2
        """,
        viewer.value(),
        store.id());
    sql.change(
        """
        UPDATE shop_payment_attempt SET card_token = NULL, step = NULL
         WHERE order_id IN (SELECT order_id FROM shop_order WHERE buyer = $1 AND store_id = $2)
        """,
        viewer.value(),
        store.id());
    sql.change(
        """
        UPDATE shop_order SET choices = '{}', card_token = NULL, card_brand = NULL,
               card_last4 = NULL, details = jsonb_build_object(
                 'familyName', '(削除済み)', 'givenName', '', 'familyKana', '', 'givenKana', '',
                 'email', '', 'phone', '', 'address', jsonb_build_object(
                   'postal', '', 'prefecture', '', 'city', '', 'line1', '', 'line2', ''))
         WHERE buyer = $1 AND store_id = $2
        """,
        viewer.value(),
        store.id());
  }
}
