package live.nigiwai.shop.offer;

import live.nigiwai.runtime.http.Customer;
import live.nigiwai.show.ViewerId;
import org.jspecify.annotations.Nullable;

/**
 * Who would use a coupon.
 *
 * @param email null while nobody asked for it
 * @param customer what the merchant's own shop says about them in its signed token; null where it
 *     says nothing
 */
public record Asker(ViewerId viewer, @Nullable String email, @Nullable Customer customer) {
  @Override
  public String toString() {
    return "Asker[" + viewer + "]";
  }
}
