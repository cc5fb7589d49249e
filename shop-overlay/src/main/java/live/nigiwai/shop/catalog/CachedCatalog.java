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
 * <p>What is remembered is keyed by the catalogue's version, which every change raises in its own
 * transaction and which each node asks for at most every quarter of a second: a change made on
 * another node shows within that time, and a read that was under way while it was made is never
 * taken for newer than it is.
 *
 * <p><b>Threading</b>: any thread; a missing value is loaded once, by the first who asks.
 */
public final class CachedCatalog implements Catalog {
  private static final Duration VERSION_AGE_MAX = Duration.ofMillis(250);

  /** For what changes by the clock alone: a tax rate at midnight, a comparison that ends. */
  private static final Duration PRODUCT_AGE_MAX = Duration.ofSeconds(5);

  private static final Duration LISTING_AGE_MAX = Duration.ofMillis(500);
  private static final int PRODUCTS_MAX = 2_000;
  private static final int SKUS_MAX = 20_000;
  private static final int SHOWS_MAX = 500;
  private static final long IMAGE_BYTES_MAX = 64L << 20;

  private final LoadingCache<String, Long> version;
  private final LoadingCache<At<ProductId>, Optional<Product>> products;
  private final LoadingCache<At<SkuId>, Optional<ProductId>> productsOfSkus;
  private final LoadingCache<ShowId, List<PostgresCatalog.Listing>> listings;
  private final LoadingCache<At<ProductId>, List<ShowId>> shows;
  private final LoadingCache<String, Optional<StoredImage>> images;

  /** Something as the catalogue had it at a version, or later. */
  private record At<T>(T id, long version) {}

  public CachedCatalog(PostgresCatalog tables) {
    version =
        Caffeine.newBuilder()
            .maximumSize(1)
            .expireAfterWrite(VERSION_AGE_MAX)
            .build(only -> tables.version());
    products = briefly(PRODUCTS_MAX).build(at -> tables.product(at.id));
    productsOfSkus = briefly(SKUS_MAX).build(at -> tables.productOf(at.id));
    listings =
        Caffeine.newBuilder()
            .maximumSize(SHOWS_MAX)
            .expireAfterWrite(LISTING_AGE_MAX)
            .build(tables::listings);
    shows = briefly(PRODUCTS_MAX).build(at -> tables.showsListing(at.id));
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

  private <T> At<T> now(T id) {
    return new At<>(id, version.get(""));
  }

  @Override
  public Optional<Product> product(ProductId id) {
    return products.get(now(id));
  }

  @Override
  public Optional<ProductId> productOf(SkuId sku) {
    return productsOfSkus.get(now(sku));
  }

  @Override
  public List<Listed> listed(ShowId show) {
    return listings.get(show).stream()
        .flatMap(at -> product(at.product()).map(it -> new Listed(it, at.state())).stream())
        .toList();
  }

  @Override
  public List<ShowId> showsListing(ProductId product) {
    return shows.get(now(product));
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

  /** Something was changed on this node: asks for the version, and for listings, at once. */
  public void changed() {
    version.invalidate("");
    listings.invalidateAll();
  }
}
