/**
 * What is for sale: products with their variants, pictures, tax-inclusive prices and what the law
 * wants to know of them, and in which state each stands in a show.
 *
 * <p>Read {@link live.nigiwai.shop.catalog.Product} and {@link
 * live.nigiwai.shop.catalog.ProductDetail}, then {@link live.nigiwai.shop.catalog.Catalog} and its
 * two forms: {@link live.nigiwai.shop.catalog.PostgresCatalog} reads the tables, {@link
 * live.nigiwai.shop.catalog.CachedCatalog} remembers what it read. {@link
 * live.nigiwai.shop.catalog.CatalogWriter} is the only one that changes them. {@link
 * live.nigiwai.shop.catalog.UsualPriceRule} decides when a price may be compared with another,
 * {@link live.nigiwai.shop.catalog.Composition} says what a set is made of.
 */
@NullMarked
package live.nigiwai.shop.catalog;

import org.jspecify.annotations.NullMarked;
