package live.nigiwai.shop.catalog.goods;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.show.ProductId;
import org.jspecify.annotations.Nullable;

/** The list of products as the staff see it. */
final class GoodsRows {
  private GoodsRows() {}

  /**
   * A product in a list.
   *
   * @param price the lowest of its variants, tax included
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record GoodsRow(
      String id,
      String name,
      String nameEn,
      String kind,
      boolean set,
      long price,
      int variants,
      @Nullable String image,
      boolean archived,
      int shows) {}

  private static final String COLUMNS =
      """
      SELECT p.product_id, p.name, p.name_en, p.kind, p.composition IS NOT NULL AS is_set, p.archived,
             coalesce(v.price, 0) AS price, coalesce(v.variants, 0)::int AS variants,
             (SELECT i.image_key FROM shop_product_image i
               WHERE i.product_id = p.product_id ORDER BY i.position LIMIT 1) AS image,
             (SELECT count(*)::int FROM shop_listing l WHERE l.product_id = p.product_id) AS shows
        FROM shop_product p
        LEFT JOIN LATERAL
             (SELECT min((SELECT yen FROM shop_price
                           WHERE sku = v.sku AND valid_from <= now()
                           ORDER BY valid_from DESC, price_id DESC LIMIT 1)) AS price,
                     count(*) AS variants
                FROM shop_variant v WHERE v.product_id = p.product_id AND NOT v.retired) v ON true
      """;

  /** In the order of their ids. */
  static List<GoodsRow> page(Sql sql, String after, boolean archived, int limit) {
    return sql.list(
        COLUMNS + " WHERE p.product_id > $1 AND (p.archived = $2) ORDER BY p.product_id LIMIT $3",
        GoodsRows::row,
        after,
        archived,
        limit);
  }

  /** These, in this order. */
  static List<GoodsRow> of(Sql sql, List<ProductId> ids) {
    var wanted = ids.stream().map(ProductId::value).toList();
    var rows =
        new ArrayList<>(
            sql.list(
                COLUMNS + " WHERE p.product_id = ANY($1)",
                GoodsRows::row,
                (Object) wanted.toArray(String[]::new)));
    rows.sort((one, other) -> wanted.indexOf(one.id) - wanted.indexOf(other.id));
    return rows;
  }

  private static GoodsRow row(io.vertx.sqlclient.Row row) {
    String image = row.getString("image");
    return new GoodsRow(
        row.getString("product_id"),
        row.getString("name"),
        row.getString("name_en"),
        row.getString("kind").toLowerCase(Locale.ROOT),
        row.getBoolean("is_set"),
        row.getLong("price"),
        row.getInteger("variants"),
        image == null ? null : "/images/" + image,
        row.getBoolean("archived"),
        row.getInteger("shows"));
  }
}
