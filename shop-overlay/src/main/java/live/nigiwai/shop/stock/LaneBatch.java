package live.nigiwai.shop.stock;

import java.util.List;

/** Decides and stores a batch of presses on one SKU, all or nothing. */
interface LaneBatch {
  LaneTransaction.Done run(List<Press> presses);
}
