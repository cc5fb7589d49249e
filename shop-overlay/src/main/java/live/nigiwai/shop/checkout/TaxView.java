package live.nigiwai.shop.checkout;

import java.util.List;
import live.nigiwai.shop.pricing.Totals;

/**
 * One tax rate of a checkout or an order on the wire.
 *
 * @param taxable the sum at this rate, tax included
 */
public record TaxView(int rate, long taxable, long tax) {
  public static List<TaxView> of(Totals totals) {
    return totals.taxes().stream()
        .map(tax -> new TaxView(tax.rate(), tax.taxable().yen(), tax.tax().yen()))
        .toList();
  }
}
