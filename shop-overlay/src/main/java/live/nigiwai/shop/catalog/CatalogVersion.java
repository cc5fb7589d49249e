package live.nigiwai.shop.catalog;

import live.nigiwai.runtime.postgres.Sql;

/**
 * One number per shop that every change of the catalogue raises. A node that knows the number knows
 * whether what it remembers is still right, without hearing of the change from another node.
 */
final class CatalogVersion {
  private CatalogVersion() {}

  /** The last statement of a transaction that changed the catalogue: the row is locked by it. */
  static void raise(Sql sql, Store store) {
    sql.change(
        """
        INSERT INTO shop_catalog_version (store_id, version) VALUES ($1, 1)
        ON CONFLICT (store_id) DO UPDATE SET version = shop_catalog_version.version + 1
        """,
        store.id());
  }

  /** The sum over all shops in the database, so that readers need not know theirs. */
  static long read(Sql sql) {
    return sql.one(
            "SELECT coalesce(sum(version), 0)::bigint FROM shop_catalog_version",
            row -> row.getLong(0))
        .orElse(0L);
  }
}
