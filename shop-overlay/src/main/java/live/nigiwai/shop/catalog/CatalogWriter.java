package live.nigiwai.shop.catalog;

import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.ProductDraft.PlacedPicture;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.timeline.SaleState;

/** Writes products and listings inside the caller's transaction. Everything may be repeated. */
public final class CatalogWriter {
  private static final int IMAGE_BYTES_MAX = 2 << 20;
  private static final Set<String> IMAGE_TYPES =
      Set.of("image/png", "image/jpeg", "image/webp", "image/avif");

  private final Store store;
  private final Licences licences;

  public CatalogWriter(Store store) {
    this.store = store;
    this.licences = new Licences(store);
  }

  /**
   * Creates the product or brings it up to the draft. Variants that the draft does not name are no
   * longer made: they keep their stock and their orders and cannot be bought.
   *
   * @param actor who changes it, for the history of prices
   * @throws LicenceMissing where it stands in a show and may not
   */
  public void write(Sql sql, ProductDraft draft, String actor) {
    put(sql, draft, actor);
    raise(sql);
  }

  /**
   * The same without telling the nodes, for many in one transaction; {@link #raise} comes at its
   * end.
   */
  public void put(Sql sql, ProductDraft draft, String actor) {
    var detail = draft.detail();
    sql.change(
        """
        INSERT INTO shop_product (product_id, store_id, name, name_en, description, description_en,
                                  tax_category, per_buyer, ships_within_days, kind, notes, notes_en,
                                  talking_points, options, ships_from, goes_with, composition,
                                  archived)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
        ON CONFLICT (product_id) DO UPDATE
           SET name = excluded.name, name_en = excluded.name_en,
               description = excluded.description, description_en = excluded.description_en,
               tax_category = excluded.tax_category, per_buyer = excluded.per_buyer,
               ships_within_days = excluded.ships_within_days, kind = excluded.kind,
               notes = excluded.notes, notes_en = excluded.notes_en,
               talking_points = excluded.talking_points, options = excluded.options,
               ships_from = excluded.ships_from, goes_with = excluded.goes_with,
               composition = excluded.composition, archived = excluded.archived,
               version = shop_product.version + 1
        """,
        draft.id().value(),
        store.id(),
        draft.name().ja(),
        draft.name().en(),
        draft.description().ja(),
        draft.description().en(),
        draft.tax().name(),
        draft.perBuyer(),
        draft.shipsWithinDays(),
        detail.kind().name(),
        detail.notes().ja(),
        detail.notes().en(),
        DetailJson.texts(detail.talkingPoints()),
        DetailJson.texts(detail.options()),
        detail.shipsFrom(),
        detail.goesWith().stream().map(ProductId::value).toArray(String[]::new),
        DetailJson.composition(detail.composition()),
        draft.archived());
    sql.change(
        "UPDATE shop_variant SET retired = true WHERE product_id = $1 AND NOT (sku = ANY($2))",
        draft.id().value(),
        draft.variants().stream().map(it -> it.sku().value()).toArray(String[]::new));
    for (int i = 0; i < draft.variants().size(); i++) {
      writeVariant(sql, draft.id(), i, draft.variants().get(i), actor);
    }
    var pictures = new ArrayList<>(draft.pictures());
    for (var image : draft.images()) {
      pictures.add(new PlacedPicture(store(sql, image), image.alt()));
    }
    place(sql, draft.id(), pictures);
    if (isListed(sql, draft.id())) {
      licences.require(sql, detail.kind());
    }
    CatalogSearch.index(sql, draft.id());
  }

  /** Tells every node that the catalogue changed: the last statement of the transaction. */
  public void raise(Sql sql) {
    CatalogVersion.raise(sql, store);
  }

  private void writeVariant(
      Sql sql, ProductId product, int position, VariantDraft draft, String actor) {
    int written =
        sql.change(
            """
            INSERT INTO shop_variant (sku, store_id, product_id, position, name, name_en, jan,
                                      weight_grams, choices)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (sku) DO UPDATE
               SET position = excluded.position, name = excluded.name, name_en = excluded.name_en,
                   jan = excluded.jan, weight_grams = excluded.weight_grams,
                   choices = excluded.choices, retired = false
             WHERE shop_variant.product_id = excluded.product_id
            """,
            draft.sku().value(),
            store.id(),
            product.value(),
            position,
            draft.name().ja(),
            draft.name().en(),
            draft.jan(),
            draft.weightGrams(),
            DetailJson.texts(draft.choices()));
    if (written == 0) {
      throw new SkuTaken(draft.sku());
    }
    sql.change(
        """
        INSERT INTO shop_price (store_id, sku, yen, actor)
        SELECT $1, $2, $3::bigint, $4
         WHERE $3::bigint IS DISTINCT FROM
               (SELECT yen FROM shop_price WHERE sku = $2 AND valid_from <= now()
                 ORDER BY valid_from DESC, price_id DESC LIMIT 1)
        """,
        store.id(),
        draft.sku().value(),
        draft.price().yen(),
        actor);
    compare(sql, draft, actor);
  }

  private void compare(Sql sql, VariantDraft draft, String actor) {
    var compareAt = draft.compareAt();
    if (compareAt == null) {
      sql.change("DELETE FROM shop_compare_at WHERE sku = $1", draft.sku().value());
      return;
    }
    sql.change(
        """
        INSERT INTO shop_compare_at (sku, store_id, kind, yen, source, actor)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (sku) DO UPDATE
           SET kind = excluded.kind, yen = excluded.yen, source = excluded.source,
               actor = excluded.actor, set_at = now()
         WHERE (shop_compare_at.kind, shop_compare_at.yen, shop_compare_at.source)
               IS DISTINCT FROM (excluded.kind, excluded.yen, excluded.source)
        """,
        draft.sku().value(),
        store.id(),
        compareAt.kind().name(),
        compareAt.price().yen(),
        compareAt.source(),
        actor);
  }

  /** The SKU belongs to another product. */
  public static final class SkuTaken extends RuntimeException {
    private final SkuId sku;

    SkuTaken(SkuId sku) {
      super("the SKU " + sku + " belongs to another product", null, false, false);
      this.sku = sku;
    }

    public SkuId sku() {
      return sku;
    }
  }

  private void place(Sql sql, ProductId product, List<PlacedPicture> pictures) {
    sql.change("DELETE FROM shop_product_image WHERE product_id = $1", product.value());
    for (int i = 0; i < pictures.size(); i++) {
      var picture = pictures.get(i);
      sql.change(
          """
          INSERT INTO shop_product_image (product_id, position, store_id, image_key, alt, alt_en)
          VALUES ($1, $2, $3, $4, $5, $6)
          """,
          product.value(),
          i,
          store.id(),
          picture.key(),
          picture.alt().ja(),
          picture.alt().en());
    }
  }

  /** Stores bytes as they are and returns the key they are found under. */
  public String store(Sql sql, ImageDraft draft) {
    if (draft.bytes().length > IMAGE_BYTES_MAX) {
      throw new IllegalArgumentException("an image may have at most 2 MB");
    }
    if (!IMAGE_TYPES.contains(draft.contentType())) {
      throw new IllegalArgumentException("an image must be one of " + IMAGE_TYPES);
    }
    String key = key(draft.bytes());
    sql.change(
        """
        INSERT INTO shop_image (image_key, store_id, content_type, bytes, width, height)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING
        """,
        key,
        store.id(),
        draft.contentType(),
        Buffer.buffer(draft.bytes()),
        draft.width(),
        draft.height());
    return key;
  }

  /** Says that one stored image is a narrower form of another. */
  public void rendition(Sql sql, String picture, String rendition, int width, int height) {
    sql.change(
        """
        INSERT INTO shop_image_rendition (image_key, width, height, rendition_key, store_id)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (image_key, width) DO UPDATE
           SET height = excluded.height, rendition_key = excluded.rendition_key
        """,
        picture,
        width,
        height,
        rendition,
        store.id());
  }

  /**
   * Lists the product in the show; where it is listed already its state stays.
   *
   * @throws LicenceMissing where goods of this kind may not be listed
   */
  public void list(Sql sql, ShowId show, ProductId product, int position, SaleState state) {
    var kind =
        sql.one(
                "SELECT kind FROM shop_product WHERE product_id = $1 FOR SHARE",
                row -> ProductKind.valueOf(row.getString(0)),
                product.value())
            .orElseThrow(() -> new IllegalArgumentException("there is no product " + product));
    licences.require(sql, kind);
    sql.change(
        """
        INSERT INTO shop_listing (show_id, product_id, store_id, position, state)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (show_id, product_id) DO UPDATE SET position = excluded.position
        """,
        show.value(),
        product.value(),
        store.id(),
        position,
        state.name());
    raise(sql);
  }

  private static boolean isListed(Sql sql, ProductId product) {
    return sql.one(
            "SELECT 1 FROM shop_listing WHERE product_id = $1 AND state <> 'ENDED' LIMIT 1",
            row -> true,
            product.value())
        .isPresent();
  }

  private static String key(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
