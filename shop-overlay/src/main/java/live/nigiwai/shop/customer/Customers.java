package live.nigiwai.shop.customer;

import io.vertx.sqlclient.Row;
import java.util.Optional;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.show.ViewerId;
import org.jspecify.annotations.Nullable;

/** The buyers who asked to be remembered: their address and the provider's token of their card. */
public final class Customers implements GuestMove, KeepsPersonalData {
  private final Database database;
  private final Store store;

  public Customers(Database database, Store store) {
    this.database = database;
    this.store = store;
  }

  public Optional<KnownBuyer> known(ViewerId viewer) {
    return database.query(sql -> known(sql, viewer));
  }

  private Optional<KnownBuyer> known(Sql sql, ViewerId viewer) {
    return sql.one(
        """
        SELECT details::text AS details, card_token, card_brand, card_last4
          FROM shop_customer WHERE store_id = $1 AND buyer = $2
        """,
        row ->
            new KnownBuyer(
                BuyerJson.decode(row.getString("details")),
                row.getString("card_token") == null ? null : card(row)),
        store.id(),
        viewer.value());
  }

  /**
   * Remembers the buyer in the caller's transaction; the newest order counts.
   *
   * @param card null where they paid without one: an earlier card stays remembered
   */
  public void keep(Sql sql, ViewerId viewer, Buyer buyer, @Nullable Card card) {
    sql.change(
        """
        INSERT INTO shop_customer (store_id, buyer, details, card_token, card_brand, card_last4)
        VALUES ($1, $2, $3::text::jsonb, $4, $5, $6)
        ON CONFLICT (store_id, buyer) DO UPDATE
           SET details = excluded.details, kept_at = now(),
               card_token = coalesce(excluded.card_token, shop_customer.card_token),
               card_brand = coalesce(excluded.card_brand, shop_customer.card_brand),
               card_last4 = coalesce(excluded.card_last4, shop_customer.card_last4)
        """,
        store.id(),
        viewer.value(),
        BuyerJson.encode(buyer),
        card == null ? null : card.token(),
        card == null ? null : card.brand(),
        card == null ? null : card.last4());
  }

  /** Who orders without 保存 is not remembered from earlier either. */
  public void forget(Sql sql, ViewerId viewer) {
    sql.change(
        "DELETE FROM shop_customer WHERE store_id = $1 AND buyer = $2", store.id(), viewer.value());
  }

  @Override
  public String dataName() {
    return "remembered";
  }

  record Copy(Buyer buyer, String card) {}

  @Override
  public Object copyOf(Sql sql, ViewerId viewer) {
    return known(sql, viewer).stream()
        .map(one -> new Copy(one.buyer(), String.valueOf(one.card())))
        .toList();
  }

  @Override
  public void erase(Sql sql, ViewerId viewer) {
    forget(sql, viewer);
  }

  /** The member's own details stay, where there are any. */
  @Override
  public void move(Sql sql, ViewerId guest, ViewerId member) {
    sql.change(
        """
        UPDATE shop_customer SET buyer = $3 WHERE store_id = $1 AND buyer = $2
           AND NOT EXISTS (SELECT 1 FROM shop_customer WHERE store_id = $1 AND buyer = $3)
        """,
        store.id(),
        guest.value(),
        member.value());
    forget(sql, guest);
  }

  /** Reads the columns card_token, card_brand and card_last4. */
  public static Card card(Row row) {
    return new Card(
        row.getString("card_token"), row.getString("card_brand"), row.getString("card_last4"));
  }
}
