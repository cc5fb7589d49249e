package live.nigiwai.shop.stock;

import live.nigiwai.show.ShowId;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.ViewerId;

/**
 * A tap on the buy button.
 *
 * @param key the buyer's idempotency key
 * @param freshId what the hold is called if it is taken
 */
public record Press(
    ShowId show, SkuId sku, ViewerId buyer, int quantity, String key, String freshId) {}
