package live.nigiwai.shop.catalog;

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
      SELECT p.name, p.name_en, p.description, p.description_en, p.per_buyer, p.ships_within_days,
             (SELECT t.percent FROM shop_tax_rate t
               WHERE t.category = p.tax_category
                 AND t.valid_from <= (now() AT TIME ZONE 'Asia/Tokyo')::date
               ORDER BY t.valid_from DESC LIMIT 1) AS tax_rate
        FROM shop_product p WHERE p.product_id = $1
      """;

  private static final String VARIANTS =
      """
      SELECT v.sku, v.name, v.name_en, price.yen
        FROM shop_variant v
        JOIN LATERAL (SELECT yen FROM shop_price
                       WHERE sku = v.sku AND valid_from <= now()
                       ORDER BY valid_from DESC, price_id DESC LIMIT 1) price ON true
       WHERE v.product_id = $1 ORDER BY v.position, v.sku
      """;

  private static final String PICTURES =
      """
      SELECT i.image_key, p.alt, p.alt_en, i.width, i.height
        FROM shop_product_image p JOIN shop_image i USING (image_key)
       WHERE p.product_id = $1 ORDER BY p.position
      """;

  private final Database database;

  public PostgresCatalog(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Product> product(ProductId id) {
    return database.query(sql -> product(sql, id));
  }

  private static Optional<Product> product(Sql sql, ProductId id) {
    var variants =
        sql.list(
            VARIANTS,
            row ->
                new Variant(
                    new SkuId(row.getString("sku")),
                    new LocalText(row.getString("name"), row.getString("name_en")),
                    Money.yen(row.getLong("yen"))),
            id.value());
    var pictures =
        sql.list(
            PICTURES,
            row ->
                new Picture(
                    row.getString("image_key"),
                    new LocalText(row.getString("alt"), row.getString("alt_en")),
                    row.getInteger("width"),
                    row.getInteger("height")),
            id.value());
    return sql.one(
        PRODUCT,
        row ->
            new Product(
                id,
                new LocalText(row.getString("name"), row.getString("name_en")),
                new LocalText(row.getString("description"), row.getString("description_en")),
                row.getInteger("tax_rate"),
                row.getInteger("per_buyer"),
                row.getInteger("ships_within_days"),
                pictures,
                variants),
        id.value());
  }

  @Override
  public Optional<ProductId> productOf(SkuId sku) {
    return database.query(
        sql ->
            sql.one(
                "SELECT product_id FROM shop_variant WHERE sku = $1",
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
