package live.nigiwai.shop.catalog;

import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.show.Money;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.timeline.SaleState;

/** The catalog as the tables hold it now. */
public final class PostgresCatalog implements Catalog {
  private static final String PRODUCT =
      """
      SELECT p.name, p.name_en, p.description, p.description_en, p.tax_category, p.per_buyer,
             p.ships_within_days, p.kind, p.notes, p.notes_en, p.talking_points, p.options,
             p.ships_from, p.composition, l.words, l.words_en,
             ARRAY(SELECT g.id FROM unnest(p.goes_with) WITH ORDINALITY g(id, place)
                     JOIN shop_product o ON o.product_id = g.id AND NOT o.archived
                    ORDER BY g.place) AS goes_with,
             (SELECT t.percent FROM shop_tax_rate t
               WHERE t.category = 'STANDARD'
                 AND t.valid_from <= (now() AT TIME ZONE 'Asia/Tokyo')::date
               ORDER BY t.valid_from DESC LIMIT 1) AS standard_rate,
             (SELECT t.percent FROM shop_tax_rate t
               WHERE t.category = 'REDUCED'
                 AND t.valid_from <= (now() AT TIME ZONE 'Asia/Tokyo')::date
               ORDER BY t.valid_from DESC LIMIT 1) AS reduced_rate
        FROM shop_product p
        LEFT JOIN shop_licence l ON l.store_id = p.store_id AND l.kind = p.kind
       WHERE p.product_id = $1
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

  private static final String PICTURES =
      """
      SELECT i.image_key, p.alt, p.alt_en, i.width, i.height
        FROM shop_product_image p JOIN shop_image i USING (image_key)
       WHERE p.product_id = $1 ORDER BY p.position
      """;

  private static final String RENDITIONS =
      """
      SELECT r.image_key, r.rendition_key, r.width, r.height
        FROM shop_image_rendition r
       WHERE r.image_key IN (SELECT image_key FROM shop_product_image WHERE product_id = $1)
       ORDER BY r.image_key, r.width
      """;

  private final Database database;

  public PostgresCatalog(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Product> product(ProductId id) {
    return database.query(sql -> product(sql, id));
  }

  static Optional<Product> product(Sql sql, ProductId id) {
    var variants =
        sql.list(VARIANTS, PostgresCatalog::variant, id.value()).stream()
            .map(it -> shown(sql, id, it))
            .toList();
    var pictures = pictures(sql, id);
    return sql.one(
        PRODUCT,
        row -> {
          var rates = new TaxRates(row.getInteger("standard_rate"), row.getInteger("reduced_rate"));
          return new Product(
              id,
              new LocalText(row.getString("name"), row.getString("name_en")),
              new LocalText(row.getString("description"), row.getString("description_en")),
              rates.of(TaxCategory.valueOf(row.getString("tax_category"))),
              rates,
              row.getInteger("per_buyer"),
              row.getInteger("ships_within_days"),
              pictures,
              variants,
              DetailJson.detail(row),
              row.getString("words") == null
                  ? LocalText.EMPTY
                  : new LocalText(row.getString("words"), row.getString("words_en")));
        },
        id.value());
  }

  static Variant variant(Row row) {
    String kind = row.getString("compare_kind");
    return new Variant(
        new SkuId(row.getString("sku")),
        new LocalText(row.getString("name"), row.getString("name_en")),
        Money.yen(row.getLong("yen")),
        kind == null
            ? null
            : new CompareAt(
                CompareAt.Kind.valueOf(kind),
                Money.yen(row.getLong("compare_yen")),
                row.getString("compare_source")),
        DetailJson.texts(row, "choices"),
        row.getString("jan"),
        row.getInteger("weight_grams"));
  }

  /** Without a comparison that must not be shown now. */
  private static Variant shown(Sql sql, ProductId product, Variant variant) {
    var compareAt = variant.compareAt();
    boolean may =
        compareAt != null
            && compareAt.price().compareTo(variant.price()) > 0
            && (compareAt.kind() == CompareAt.Kind.MAKER
                || PriceHistory.verdict(sql, product, variant.sku(), compareAt.price())
                    == UsualPriceRule.Verdict.ALLOWED);
    return may ? variant : variant.withoutComparison();
  }

  static List<Picture> pictures(Sql sql, ProductId id) {
    var renditions = new HashMap<String, List<Picture.Rendition>>();
    sql.list(
        RENDITIONS,
        row ->
            renditions
                .computeIfAbsent(row.getString("image_key"), key -> new ArrayList<>())
                .add(
                    new Picture.Rendition(
                        row.getString("rendition_key"),
                        row.getInteger("width"),
                        row.getInteger("height"))),
        id.value());
    return sql.list(
        PICTURES,
        row ->
            new Picture(
                row.getString("image_key"),
                new LocalText(row.getString("alt"), row.getString("alt_en")),
                row.getInteger("width"),
                row.getInteger("height"),
                renditions.getOrDefault(row.getString("image_key"), List.of())),
        id.value());
  }

  /** What every reader's memory is keyed by; see {@link CatalogVersion}. */
  long version() {
    return database.query(CatalogVersion::read);
  }

  @Override
  public Optional<ProductId> productOf(SkuId sku) {
    return database.query(
        sql ->
            sql.one(
                "SELECT product_id FROM shop_variant WHERE sku = $1 AND NOT retired",
                row -> new ProductId(row.getString(0)),
                sku.value()));
  }

  @Override
  public List<Listed> listed(ShowId show) {
    return listings(show).stream()
        .flatMap(at -> product(at.product).map(it -> new Listed(it, at.state)).stream())
        .toList();
  }

  record Listing(ProductId product, SaleState state) {}

  List<Listing> listings(ShowId show) {
    return database.query(
        sql ->
            sql.list(
                "SELECT product_id, state FROM shop_listing WHERE show_id = $1"
                    + " ORDER BY position, product_id",
                row ->
                    new Listing(
                        new ProductId(row.getString(0)), SaleState.valueOf(row.getString(1))),
                show.value()));
  }

  @Override
  public List<ShowId> showsListing(ProductId product) {
    return database.query(
        sql ->
            sql.list(
                "SELECT show_id FROM shop_listing WHERE product_id = $1 ORDER BY show_id",
                row -> new ShowId(row.getString(0)),
                product.value()));
  }

  @Override
  public Optional<StoredImage> image(String key) {
    return database.query(
        sql ->
            sql.one(
                "SELECT content_type, bytes FROM shop_image WHERE image_key = $1",
                row -> new StoredImage(row.getString(0), row.getBuffer(1).getBytes()),
                key));
  }
}
