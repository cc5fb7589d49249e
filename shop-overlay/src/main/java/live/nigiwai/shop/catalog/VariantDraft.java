package live.nigiwai.shop.catalog;

import live.nigiwai.show.Money;
import live.nigiwai.show.SkuId;

/**
 * A variant as someone wants it to be.
 *
 * @param price tax included
 */
public record VariantDraft(SkuId sku, LocalText name, Money price) {}
