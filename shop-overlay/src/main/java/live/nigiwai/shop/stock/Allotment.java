package live.nigiwai.shop.stock;

import live.nigiwai.show.ShowId;
import live.nigiwai.show.SkuId;
import org.jspecify.annotations.Nullable;

/**
 * Units that one show sells and no other この番組分.
 *
 * @param drop the drop that brought it, if one did
 * @param taken held or sold out of it
 */
public record Allotment(
    String id, ShowId show, SkuId sku, @Nullable String drop, int units, int taken) {
  public int left() {
    return units - taken;
  }
}
