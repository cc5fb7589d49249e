package live.nigiwai.shop.stock;

import live.nigiwai.show.ProductId;
import live.nigiwai.show.SkuId;

/**
 * The counters of one SKU.
 *
 * @param onHand units in the house, those held or sold and not yet shipped too
 * @param offered units put on sale, for the viewers' meter
 * @param version grows with every change
 */
public record Level(
    SkuId sku, ProductId product, int onHand, int held, int committed, int offered, long version) {
  /** Units nobody holds or has bought. */
  public int left() {
    return onHand - held - committed;
  }

  /** What {@link #left} is out of. */
  public int of() {
    return Math.max(offered, left());
  }
}
