package live.nigiwai.shop.catalog;

import java.util.List;
import java.util.Optional;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.SkuId;

/** Reads what is for sale. Every method may ask the database, so call it on a virtual thread. */
public sealed interface Catalog permits PostgresCatalog, CachedCatalog {
  Optional<Product> product(ProductId id);

  /** Which product this is a variant of. */
  Optional<ProductId> productOf(SkuId sku);

  /** The show's products in catalog order, the hidden ones too. */
  List<Listed> listed(ShowId show);

  /** The shows in which the product is listed. */
  List<ShowId> showsListing(ProductId product);

  Optional<StoredImage> image(String key);
}
