/**
 * What is for sale: products with their variants, pictures and tax-inclusive prices, and in which
 * state each stands in a show.
 *
 * <p>Read {@link live.nigiwai.shop.catalog.Product}, then {@link live.nigiwai.shop.catalog.Catalog}
 * and its two forms: {@link live.nigiwai.shop.catalog.PostgresCatalog} reads the tables, {@link
 * live.nigiwai.shop.catalog.CachedCatalog} remembers what it read. {@link
 * live.nigiwai.shop.catalog.CatalogWriter} is the only one that changes them.
 */
@NullMarked
package live.nigiwai.shop.catalog;

import org.jspecify.annotations.NullMarked;
