package live.nigiwai.shop.checkout;

import java.util.List;
import live.nigiwai.shop.pricing.Totals;

/**
 * What was taken off, on the wire and with the order.
 *
 * @param yen not negative
 */
public record DiscountView(String label, String labelEn, long yen) {
  public static List<DiscountView> of(Totals totals) {
    return totals.discounts().stream()
        .map(it -> new DiscountView(it.label().ja(), it.label().en(), it.amount().yen()))
        .toList();
  }
}
