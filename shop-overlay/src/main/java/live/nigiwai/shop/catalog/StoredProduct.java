package live.nigiwai.shop.catalog;

import io.vertx.sqlclient.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.ProductDraft.PlacedPicture;
import live.nigiwai.show.Money;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.timeline.SaleState;

/**
 * A product as the staff see it: what was wished, archived or not, with what came of it.
 *
 * @param version raised by every write
 * @param comparisons what the rule says now about each usual price that is wished for
 * @param shows where it is listed
 */
public record StoredProduct(
    ProductDraft draft,
    long version,
    Map<SkuId, UsualPriceRule.Verdict> comparisons,
    List<InShow> shows) {
  /** A show that lists it. */
  public record InShow(ShowId show, SaleState state) {}

  private static final String PRODUCT =
      """
      SELECT product_id, name, name_en, description, description_en, tax_category, per_buyer,
             ships_within_days, kind, notes, notes_en, talking_points, options, ships_from,
             goes_with, composition, archived, version
        FROM shop_product WHERE product_id = $1
      """;

  private static final String VARIANTS =
      """
      SELECT v.sku, v.name, v.name_en, v.jan, v.weight_grams, v.choices, price.yen,
             c.kind AS compare_kind, c.yen AS compare_yen, c.source AS compare_source
        FROM shop_variant v
        JOIN LATERAL (SELECT yen FROM shop_price
                       WHERE sku = v.sku AND valid_from <= now()
                       ORDER BY valid_from DESC, price_id DESC LIMIT 1) price ON true
        LEFT JOIN shop_compare_at c USING (sku)
       WHERE v.product_id = $1 AND NOT v.retired ORDER BY v.position, v.sku
      """;

  public static Optional<StoredProduct> read(Sql sql, ProductId id) {
    var variants = sql.list(VARIANTS, PostgresCatalog::variant, id.value());
    var comparisons = new LinkedHashMap<SkuId, UsualPriceRule.Verdict>();
    for (var it : variants) {
      if (it.compareAt() != null && it.compareAt().kind() == CompareAt.Kind.USUAL) {
        comparisons.put(it.sku(), verdict(sql, id, it.sku(), it.compareAt().price()));
      }
    }
    var pictures =
        PostgresCatalog.pictures(sql, id).stream()
            .map(it -> new PlacedPicture(it.key(), it.alt()))
            .toList();
    var shows =
        sql.list(
            "SELECT show_id, state FROM shop_listing WHERE product_id = $1 ORDER BY show_id",
            row -> new InShow(new ShowId(row.getString(0)), SaleState.valueOf(row.getString(1))),
            id.value());
    return sql.one(
        PRODUCT,
        row ->
            new StoredProduct(
                draft(row, id, variants, pictures), row.getLong("version"), comparisons, shows),
        id.value());
  }

  /** What the rule says about a usual price, were it compared with the present price. */
  public static UsualPriceRule.Verdict verdict(Sql sql, ProductId id, SkuId sku, Money usual) {
    return PriceHistory.verdict(sql, id, sku, usual);
  }

  private static ProductDraft draft(
      Row row, ProductId id, List<Variant> variants, List<PlacedPicture> pictures) {
    return new ProductDraft(
        id,
        new LocalText(row.getString("name"), row.getString("name_en")),
        new LocalText(row.getString("description"), row.getString("description_en")),
        TaxCategory.valueOf(row.getString("tax_category")),
        row.getInteger("per_buyer"),
        row.getInteger("ships_within_days"),
        variants.stream()
            .map(
                it ->
                    new VariantDraft(
                        it.sku(),
                        it.name(),
                        it.price(),
                        it.compareAt(),
                        it.choices(),
                        it.jan(),
                        it.weightGrams()))
            .toList(),
        pictures,
        List.of(),
        DetailJson.detail(row),
        row.getBoolean("archived"));
  }
}
