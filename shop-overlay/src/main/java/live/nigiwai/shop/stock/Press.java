package live.nigiwai.shop.stock;

import live.nigiwai.show.ShowId;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.ViewerId;

/**
 * A tap on the buy button.
 *
 * @param key the buyer's idempotency key
 * @param freshId what the hold is called if it is taken
 * @param delayMillis how far behind the show the buyer's picture is; 0 where nothing is known
 */
public record Press(
    ShowId show,
    SkuId sku,
    ViewerId buyer,
    int quantity,
    String key,
    String freshId,
    long delayMillis) {
  /** By someone whose picture is not known to be late. */
  public Press(ShowId show, SkuId sku, ViewerId buyer, int quantity, String key, String freshId) {
    this(show, sku, buyer, quantity, key, freshId, 0);
  }

  Press delayed(long millis) {
    return new Press(show, sku, buyer, quantity, key, freshId, millis);
  }
}
