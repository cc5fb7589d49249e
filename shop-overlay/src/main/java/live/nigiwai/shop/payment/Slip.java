package live.nigiwai.shop.payment;

import java.util.List;
import live.nigiwai.show.ShowTime;

/**
 * 払込票: what the buyer takes to a store.
 *
 * @param stores the chains that take it, each with the code its till or terminal asks for
 * @param number the confirmation number asked for beside the code
 * @param url the provider's page that shows all of it: absolute, or a path of this platform
 * @param expiresAt the till refuses it from then on; word of a payment in time may come later
 */
public record Slip(List<StoreCode> stores, String number, String url, ShowTime expiresAt) {
  /**
   * @param store {@code familymart}, {@code lawson}, {@code ministop}, {@code seicomart} or {@code
   *     seveneleven}
   */
  public record StoreCode(String store, String code) {}

  public Slip {
    stores = List.copyOf(stores);
  }
}
