package live.nigiwai.shop.catalog;

import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.timeline.SaleState;

/** Writes products and listings inside the caller's transaction. Everything may be repeated. */
public final class CatalogWriter {
  private static final int IMAGE_BYTES_MAX = 2 << 20;
  private static final Set<String> IMAGE_TYPES =
      Set.of("image/png", "image/jpeg", "image/webp", "image/avif");

  private final Store store;

  public CatalogWriter(Store store) {
    this.store = store;
  }

  /** Creates the product or brings its words, pictures and prices up to the draft. */
  public void write(Sql sql, ProductDraft draft) {
    sql.change(
        """
        INSERT INTO shop_product (product_id, store_id, name, name_en, description, description_en,
                                  tax_category, per_buyer, ships_within_days)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (product_id) DO UPDATE
           SET name = excluded.name, name_en = excluded.name_en,
               description = excluded.description, description_en = excluded.description_en,
               tax_category = excluded.tax_category, per_buyer = excluded.per_buyer,
               ships_within_days = excluded.ships_within_days
        """,
        draft.id().value(),
        store.id(),
        draft.name().ja(),
        draft.name().en(),
        draft.description().ja(),
        draft.description().en(),
        draft.tax().name(),
        draft.perBuyer(),
        draft.shipsWithinDays());
    for (int i = 0; i < draft.variants().size(); i++) {
      writeVariant(sql, draft.id(), i, draft.variants().get(i));
    }
    sql.change("DELETE FROM shop_product_image WHERE product_id = $1", draft.id().value());
    for (int i = 0; i < draft.images().size(); i++) {
      writeImage(sql, draft.id(), i, draft.images().get(i));
    }
  }

  private void writeVariant(Sql sql, ProductId product, int position, VariantDraft draft) {
    sql.change(
        """
        INSERT INTO shop_variant (sku, store_id, product_id, position, name, name_en)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (sku) DO UPDATE
           SET position = excluded.position, name = excluded.name, name_en = excluded.name_en
        """,
        draft.sku().value(),
        store.id(),
        product.value(),
        position,
        draft.name().ja(),
        draft.name().en());
    sql.change(
        """
        INSERT INTO shop_price (store_id, sku, yen)
        SELECT $1, $2, $3::bigint
         WHERE $3::bigint IS DISTINCT FROM
               (SELECT yen FROM shop_price WHERE sku = $2 AND valid_from <= now()
                 ORDER BY valid_from DESC, price_id DESC LIMIT 1)
        """,
        store.id(),
        draft.sku().value(),
        draft.price().yen());
  }

  private void writeImage(Sql sql, ProductId product, int position, ImageDraft draft) {
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
    sql.change(
        """
        INSERT INTO shop_product_image (product_id, position, store_id, image_key, alt, alt_en)
        VALUES ($1, $2, $3, $4, $5, $6)
        """,
        product.value(),
        position,
        store.id(),
        key,
        draft.alt().ja(),
        draft.alt().en());
  }

  /** Lists the product in the show; where it is listed already its state stays. */
  public void list(Sql sql, ShowId show, ProductId product, int position, SaleState state) {
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
