package live.nigiwai.shop.customer;

import io.vertx.sqlclient.Row;
import java.util.Optional;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.show.ViewerId;

/** The buyers who asked to be remembered: their address and the provider's token of their card. */
public final class Customers {
  private final Database database;
  private final Store store;

  public Customers(Database database, Store store) {
    this.database = database;
    this.store = store;
  }

  public Optional<KnownBuyer> known(ViewerId viewer) {
    return database.query(
        sql ->
            sql.one(
                """
                SELECT name, email, phone, postal, prefecture, city, line1, line2,
                       card_token, card_brand, card_last4
                  FROM shop_customer WHERE store_id = $1 AND buyer = $2
                """,
                row -> new KnownBuyer(buyer(row), card(row)),
                store.id(),
                viewer.value()));
  }

  /** Remembers the buyer in the caller's transaction; the newest order counts. */
  public void keep(Sql sql, ViewerId viewer, Buyer buyer, Card card) {
    var address = buyer.address();
    sql.change(
        """
        INSERT INTO shop_customer (store_id, buyer, name, email, phone, postal, prefecture, city,
                                   line1, line2, card_token, card_brand, card_last4)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        ON CONFLICT (store_id, buyer) DO UPDATE
           SET name = excluded.name, email = excluded.email, phone = excluded.phone,
               postal = excluded.postal, prefecture = excluded.prefecture, city = excluded.city,
               line1 = excluded.line1, line2 = excluded.line2, card_token = excluded.card_token,
               card_brand = excluded.card_brand, card_last4 = excluded.card_last4, kept_at = now()
        """,
        store.id(),
        viewer.value(),
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
        card.last4());
  }

  /** Who orders without 保存 is not remembered from earlier either. */
  public void forget(Sql sql, ViewerId viewer) {
    sql.change(
        "DELETE FROM shop_customer WHERE store_id = $1 AND buyer = $2", store.id(), viewer.value());
  }

  /** Reads the columns name … line2, which several tables share. */
  public static Buyer buyer(Row row) {
    return new Buyer(
        row.getString("name"),
        row.getString("email"),
        row.getString("phone"),
        new Address(
            row.getString("postal"),
            row.getString("prefecture"),
            row.getString("city"),
            row.getString("line1"),
            row.getString("line2")));
  }

  /** Reads the columns card_token, card_brand and card_last4. */
  public static Card card(Row row) {
    return new Card(
        row.getString("card_token"), row.getString("card_brand"), row.getString("card_last4"));
  }
}
