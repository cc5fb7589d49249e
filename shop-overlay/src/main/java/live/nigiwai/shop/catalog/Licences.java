package live.nigiwai.shop.catalog;

import java.util.EnumMap;
import java.util.Map;
import live.nigiwai.runtime.postgres.Sql;

/**
 * What the shop must show beside goods that it sells under a licence: the number of a 古物商許可, the
 * particulars of a 医薬品販売業, the 酒類販売管理者標識.
 */
public final class Licences {
  public static final int WORDS_LENGTH_MAX = 2_000;

  private final Store store;

  public Licences(Store store) {
    this.store = store;
  }

  public Map<ProductKind, LocalText> all(Sql sql) {
    var all = new EnumMap<ProductKind, LocalText>(ProductKind.class);
    sql.list(
        "SELECT kind, words, words_en FROM shop_licence WHERE store_id = $1",
        row ->
            all.put(
                ProductKind.valueOf(row.getString(0)),
                new LocalText(row.getString(1), row.getString(2))),
        store.id());
    return all;
  }

  /** States a licence; empty words take it back. */
  public void state(Sql sql, ProductKind kind, LocalText words, String actor) {
    if (words.ja().isBlank()) {
      sql.change(
          "DELETE FROM shop_licence WHERE store_id = $1 AND kind = $2", store.id(), kind.name());
      requireWhereListed(sql, kind);
    } else {
      sql.change(
          """
          INSERT INTO shop_licence (store_id, kind, words, words_en, actor)
          VALUES ($1, $2, $3, $4, $5)
          ON CONFLICT (store_id, kind) DO UPDATE
             SET words = excluded.words, words_en = excluded.words_en, actor = excluded.actor,
                 set_at = now()
          """,
          store.id(),
          kind.name(),
          words.ja(),
          words.en(),
          actor);
    }
    CatalogVersion.raise(sql, store);
  }

  /**
   * @throws LicenceMissing where goods of this kind may not be listed
   */
  void require(Sql sql, ProductKind kind) {
    if (kind.needsLicence() && !all(sql).containsKey(kind)) {
      throw new LicenceMissing(kind);
    }
  }

  private void requireWhereListed(Sql sql, ProductKind kind) {
    boolean listed =
        sql.one(
                """
                SELECT 1 FROM shop_listing l JOIN shop_product p USING (product_id)
                 WHERE p.store_id = $1 AND p.kind = $2 AND l.state <> 'ENDED' LIMIT 1
                """,
                row -> true,
                store.id(),
                kind.name())
            .isPresent();
    if (listed) {
      require(sql, kind);
    }
  }
}
