package live.nigiwai.shop.payment;

import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.show.Money;
import org.jspecify.annotations.Nullable;

/**
 * A way to pay, as a checkout offers it.
 *
 * @param fee on top of the total
 * @param why not available; null where it is
 */
public record MethodOffer(PaymentMethod method, Money fee, @Nullable LocalText why) {
  public boolean available() {
    return why == null;
  }
}
