package live.nigiwai.shop.checkout;

import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.customer.Buyer;
import live.nigiwai.shop.customer.Card;
import live.nigiwai.shop.customer.Customers;
import live.nigiwai.shop.stock.Hold;
import live.nigiwai.shop.stock.HoldFollower;
import live.nigiwai.shop.stock.StockLedger;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.ViewerId;

/** The checkouts' rows. One begins and ends in the very transaction in which its hold does. */
public final class CheckoutRows implements HoldFollower {
  private final Store store;

  public CheckoutRows(Store store) {
    this.store = store;
  }

  /** Opens a checkout per hold, filled in for buyers who asked to be remembered. */
  @Override
  public void held(Sql sql, List<Hold> holds) {
    sql.change(
        """
        INSERT INTO shop_checkout (checkout_id, store_id, show_id, buyer, hold_id, state,
                                   name, email, phone, postal, prefecture, city, line1, line2,
                                   card_token, card_brand, card_last4, keep, kept, created_at)
        SELECT t.id, $1, t.show, t.buyer, t.id, 'OPEN',
               btrim((c.details->>'familyName') || ' ' || (c.details->>'givenName')),
               c.details->>'email', c.details->>'phone', c.details->'address'->>'postal',
               c.details->'address'->>'prefecture', c.details->'address'->>'city',
               c.details->'address'->>'line1', c.details->'address'->>'line2',
               c.card_token, c.card_brand, c.card_last4, c.buyer IS NOT NULL, c.buyer IS NOT NULL,
               now()
          FROM unnest($2::text[], $3::text[], $4::text[]) AS t(id, show, buyer)
          LEFT JOIN shop_customer c ON c.store_id = $1 AND c.buyer = t.buyer
        """,
        store.id(),
        holds.stream().map(Hold::checkoutId).toArray(String[]::new),
        holds.stream().map(hold -> hold.show().value()).toArray(String[]::new),
        holds.stream().map(hold -> hold.buyer().value()).toArray(String[]::new));
  }

  @Override
  public void ended(Sql sql, List<Hold> holds) {
    sql.change(
        "UPDATE shop_checkout SET state = 'EXPIRED' WHERE checkout_id = ANY($1) AND state = 'OPEN'",
        (Object) holds.stream().map(Hold::checkoutId).toArray(String[]::new));
  }

  /** The viewer's checkout; someone else's is not there. */
  public Optional<CheckoutRow> read(Sql sql, String id, ViewerId viewer) {
    return sql.one(
        "SELECT c.state AS checkout_state, c.name, c.email, c.phone, c.postal, c.prefecture,"
            + " c.city, c.line1, c.line2, c.card_token, c.card_brand, c.card_last4, c.keep, c.kept,"
            + " h.*, (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now_ms, (SELECT"
            + " percent FROM shop_tax_rate WHERE category = 'STANDARD'   AND valid_from <= (now()"
            + " AT TIME ZONE 'Asia/Tokyo')::date   ORDER BY valid_from DESC LIMIT 1) AS"
            + " shipping_rate FROM shop_checkout c JOIN (SELECT "
            + StockLedger.HOLD
            + " FROM shop_hold) h ON h.hold_id = c.hold_id"
            + " WHERE c.checkout_id = $1 AND c.buyer = $2",
        row -> row(id, viewer, row),
        id,
        viewer.value());
  }

  /** Locks the checkout's row; its hold is locked before. */
  public void lock(Sql sql, String id) {
    sql.one("SELECT 1 FROM shop_checkout WHERE checkout_id = $1 FOR UPDATE", row -> true, id);
  }

  public void setState(Sql sql, String id, CheckoutState state) {
    sql.change("UPDATE shop_checkout SET state = $2 WHERE checkout_id = $1", id, state.name());
  }

  /** Fills in who buys and how they pay; false where the checkout is no longer open. */
  boolean fill(Sql sql, String id, Buyer buyer, Card card, boolean keep) {
    var address = buyer.address();
    return sql.change(
            """
            UPDATE shop_checkout
               SET name = $2, email = $3, phone = $4, postal = $5, prefecture = $6, city = $7,
                   line1 = $8, line2 = $9, card_token = $10, card_brand = $11, card_last4 = $12,
                   keep = $13, kept = false
             WHERE checkout_id = $1 AND state = 'OPEN'
            """,
            id,
            buyer.name(),
            buyer.email(),
            buyer.phone(),
            address.postal(),
            address.prefecture(),
            address.city(),
            address.line1(),
            address.line2(),
            card.token(),
            card.brand(),
            card.last4(),
            keep)
        == 1;
  }

  private static CheckoutRow row(String id, ViewerId viewer, Row row) {
    boolean filled = row.getString("name") != null;
    return new CheckoutRow(
        id,
        new ShowId(row.getString("show_id")),
        viewer,
        CheckoutState.valueOf(row.getString("checkout_state")),
        StockLedger.hold(row),
        filled ? Customers.buyer(row) : null,
        filled ? Customers.card(row) : null,
        row.getBoolean("keep"),
        row.getBoolean("kept"),
        row.getInteger("shipping_rate"),
        new ShowTime(row.getLong("now_ms")));
  }
}
