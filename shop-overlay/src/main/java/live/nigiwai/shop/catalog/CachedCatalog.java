package live.nigiwai.shop.catalog;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.SkuId;

/**
 * A catalog that remembers what it read for a short while, so that a full house opening the page
 * asks the database once. What it says is for showing; a press reads price and sale state again
 * inside its own transaction.
 *
 * <p><b>Threading</b>: any thread; a missing value is loaded once, by the first who asks.
 */
public final class CachedCatalog implements Catalog {
  private static final Duration PRODUCT_AGE_MAX = Duration.ofSeconds(5);
  private static final Duration LISTING_AGE_MAX = Duration.ofMillis(500);
  private static final int PRODUCTS_MAX = 2_000;
  private static final int SKUS_MAX = 20_000;
  private static final int SHOWS_MAX = 500;
  private static final long IMAGE_BYTES_MAX = 64L << 20;

  private final LoadingCache<ProductId, Optional<Product>> products;
  private final LoadingCache<SkuId, Optional<ProductId>> productsOfSkus;
  private final LoadingCache<ShowId, List<PostgresCatalog.Listing>> listings;
  private final LoadingCache<ProductId, List<ShowId>> shows;
  private final LoadingCache<String, Optional<StoredImage>> images;

  public CachedCatalog(PostgresCatalog tables) {
    products = briefly(PRODUCTS_MAX).build(tables::product);
    productsOfSkus = briefly(SKUS_MAX).build(tables::productOf);
    listings =
        Caffeine.newBuilder()
            .maximumSize(SHOWS_MAX)
            .expireAfterWrite(LISTING_AGE_MAX)
            .build(tables::listings);
    shows = briefly(PRODUCTS_MAX).build(tables::showsListing);
    images =
        Caffeine.newBuilder()
            .maximumWeight(IMAGE_BYTES_MAX)
            .<String, Optional<StoredImage>>weigher(
                (key, image) -> image.map(it -> it.bytes().length).orElse(0) + key.length())
            .build(tables::image);
  }

  private static Caffeine<Object, Object> briefly(int max) {
    return Caffeine.newBuilder().maximumSize(max).expireAfterWrite(PRODUCT_AGE_MAX);
  }

  @Override
  public Optional<Product> product(ProductId id) {
    return products.get(id);
  }

  @Override
  public Optional<ProductId> productOf(SkuId sku) {
    return productsOfSkus.get(sku);
  }

  @Override
  public List<Listed> listed(ShowId show) {
    return listings.get(show).stream()
        .flatMap(at -> product(at.product()).map(it -> new Listed(it, at.state())).stream())
        .toList();
  }

  @Override
  public List<ShowId> showsListing(ProductId product) {
    return shows.get(product);
  }

  /** An image that is not there is not remembered: asking for random keys must not fill memory. */
  @Override
  public Optional<StoredImage> image(String key) {
    var image = images.get(key);
    if (image.isEmpty()) {
      images.invalidate(key);
    }
    return image;
  }

  /** Forgets everything that may have changed; pictures never do. */
  public void changed() {
    products.invalidateAll();
    productsOfSkus.invalidateAll();
    listings.invalidateAll();
    shows.invalidateAll();
  }
}
