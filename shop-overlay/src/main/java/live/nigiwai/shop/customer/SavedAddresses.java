package live.nigiwai.shop.customer;

import java.util.List;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.show.ViewerId;

/**
 * The addresses a viewer keeps, the latest first. Nobody reads or changes another's: every
 * statement carries whose it is.
 */
public final class SavedAddresses implements GuestMove, KeepsPersonalData {
  static final int KEPT_MAX = 20;

  private final Database database;
  private final Store store;

  public SavedAddresses(Database database, Store store) {
    this.database = database;
    this.store = store;
  }

  /**
   * One of them.
   *
   * @param label what the viewer calls it, for example 実家
   */
  public record Saved(String id, String label, Buyer buyer) {}

  public List<Saved> of(ViewerId viewer) {
    return database.query(sql -> of(sql, viewer));
  }

  public List<Saved> of(Sql sql, ViewerId viewer) {
    return sql.list(
        """
        SELECT address_id, label, details::text AS details FROM shop_address
         WHERE store_id = $1 AND viewer = $2 ORDER BY saved_at DESC, address_id
        """,
        row ->
            new Saved(
                row.getString("address_id"),
                row.getString("label"),
                BuyerJson.decode(row.getString("details"))),
        store.id(),
        viewer.value());
  }

  /** Keeps or changes one; false where there are as many as anyone may keep. */
  boolean put(ViewerId viewer, Saved saved) {
    return database.transaction(
        sql -> {
          lock(sql, viewer);
          return sql.change(
                  """
                  INSERT INTO shop_address (store_id, viewer, address_id, label, details)
                  SELECT $1, $2, $3, $4, $5::text::jsonb
                   WHERE (SELECT count(*) FROM shop_address
                           WHERE store_id = $1 AND viewer = $2 AND address_id <> $3) < $6::int
                  ON CONFLICT (store_id, viewer, address_id) DO UPDATE
                     SET label = excluded.label, details = excluded.details, saved_at = now()
                  """,
                  store.id(),
                  viewer.value(),
                  saved.id(),
                  saved.label(),
                  BuyerJson.encode(saved.buyer()),
                  KEPT_MAX)
              == 1;
        });
  }

  /** The limit is counted by one at a time. */
  private static void lock(Sql sql, ViewerId viewer) {
    sql.one(
        "SELECT pg_advisory_xact_lock(hashtextextended('shop_address ' || $1, 0))",
        row -> true,
        viewer.value());
  }

  void remove(ViewerId viewer, String id) {
    database.query(
        sql ->
            sql.change(
                "DELETE FROM shop_address WHERE store_id = $1 AND viewer = $2 AND address_id = $3",
                store.id(),
                viewer.value(),
                id));
  }

  /** Those beyond the limit are left with the guest. */
  @Override
  public void move(Sql sql, ViewerId guest, ViewerId member) {
    lock(sql, member);
    sql.change(
        """
        UPDATE shop_address SET viewer = $3
         WHERE store_id = $1 AND viewer = $2 AND address_id IN (
               SELECT address_id FROM shop_address g
                WHERE store_id = $1 AND viewer = $2
                  AND NOT EXISTS (SELECT 1 FROM shop_address m
                                   WHERE m.store_id = $1 AND m.viewer = $3
                                     AND m.address_id = g.address_id)
                ORDER BY saved_at DESC
                LIMIT greatest(0, $4::int - (SELECT count(*)::int FROM shop_address
                                        WHERE store_id = $1 AND viewer = $3)))
        """,
        store.id(),
        guest.value(),
        member.value(),
        KEPT_MAX);
  }

  @Override
  public String dataName() {
    return "addresses";
  }

  @Override
  public Object copyOf(Sql sql, ViewerId viewer) {
    return of(sql, viewer);
  }

  @Override
  public void erase(Sql sql, ViewerId viewer) {
    sql.change(
        "DELETE FROM shop_address WHERE store_id = $1 AND viewer = $2", store.id(), viewer.value());
  }
}
