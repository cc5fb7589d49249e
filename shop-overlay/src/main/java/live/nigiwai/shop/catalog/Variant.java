package live.nigiwai.shop.catalog;

import live.nigiwai.show.Money;
import live.nigiwai.show.SkuId;

/**
 * One variant of a product.
 *
 * @param name empty when it is the only one
 * @param price tax included, as of when it was read
 */
public record Variant(SkuId sku, LocalText name, Money price) {}
