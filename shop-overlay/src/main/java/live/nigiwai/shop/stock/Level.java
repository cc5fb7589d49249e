package live.nigiwai.shop.stock;

import live.nigiwai.show.ProductId;
import live.nigiwai.show.SkuId;

/**
 * The counters of one SKU.
 *
 * @param onHand units in the house, those held or sold and not yet shipped too
 * @param offered units put on sale, for the viewers' meter
 * @param version grows with every change
 * @param kept units that are left for one show only: the rest of every open {@link Allotment}
 * @param allotments how many of those are open
 */
public record Level(
    SkuId sku,
    ProductId product,
    int onHand,
    int held,
    int committed,
    int offered,
    long version,
    int kept,
    int allotments) {
  /** Of a SKU without allotments. */
  public Level(
      SkuId sku,
      ProductId product,
      int onHand,
      int held,
      int committed,
      int offered,
      long version) {
    this(sku, product, onHand, held, committed, offered, version, 0, 0);
  }

  /** Units nobody holds, has bought, or has for their show alone. */
  public int left() {
    return onHand - held - committed - kept;
  }

  /** Whether anybody anywhere could have one. */
  public boolean hasAny() {
    return left() > 0 || kept > 0;
  }

  /** What {@link #left} is out of. */
  public int of() {
    return Math.max(offered, left());
  }
}
