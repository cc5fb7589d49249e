package live.nigiwai.shop.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import live.nigiwai.shop.checkout.Totals.Tax;
import live.nigiwai.shop.checkout.Totals.Taxed;
import live.nigiwai.show.Money;
import org.junit.jupiter.api.Test;

class TotalsTest {
  private static final SaleTerms TERMS = SaleTerms.defaults();

  private static Taxed line(long yen, int rate) {
    return new Taxed(Money.yen(yen), rate);
  }

  @Test
  void roundsOncePerRateNotPerLine() {
    // Three lines of 105 yen: 9 yen of tax in each, but 28 in their sum of 315.
    var totals =
        Totals.of(List.of(line(105, 10), line(105, 10), line(105, 10)), freeShipping(), 10);
    assertThat(totals.taxes()).containsExactly(new Tax(10, Money.yen(315), Money.yen(28)));
  }

  @Test
  void keepsRatesApartAndShippingAtTheStandardOne() {
    var totals = Totals.of(List.of(line(2160, 8), line(3300, 10)), TERMS, 10);
    assertThat(totals.subtotal()).isEqualTo(Money.yen(5460));
    assertThat(totals.shipping()).isEqualTo(Money.yen(600));
    assertThat(totals.total()).isEqualTo(Money.yen(6060));
    assertThat(totals.taxes())
        .containsExactly(
            new Tax(10, Money.yen(3900), Money.yen(354)),
            new Tax(8, Money.yen(2160), Money.yen(160)));
  }

  @Test
  void shipsFreeFromTheVeryAmount() {
    assertThat(Totals.of(List.of(line(10_999, 10)), TERMS, 10).shipping())
        .isEqualTo(Money.yen(600));
    assertThat(Totals.of(List.of(line(11_000, 10)), TERMS, 10).shipping()).isEqualTo(Money.ZERO);
  }

  @Test
  void partsAlwaysAddUpToTheTotal() {
    var random = new Random(7);
    for (int run = 0; run < 2_000; run++) {
      var lines = new ArrayList<Taxed>();
      for (int i = 0; i <= random.nextInt(6); i++) {
        lines.add(line(random.nextInt(40_000), random.nextBoolean() ? 8 : 10));
      }
      var totals = Totals.of(lines, TERMS, 10);
      long taxable = totals.taxes().stream().mapToLong(tax -> tax.taxable().yen()).sum();
      assertThat(taxable).isEqualTo(totals.total().yen());
      for (var tax : totals.taxes()) {
        // The largest whole yen that is not more than the exact tax.
        long exact = tax.taxable().yen() * tax.rate();
        long rounded = tax.tax().yen() * (100 + tax.rate());
        assertThat(exact - rounded).isBetween(0L, 99L + tax.rate());
      }
    }
  }

  private static SaleTerms freeShipping() {
    return new SaleTerms(Money.ZERO, Money.ZERO, TERMS.cancellation());
  }
}
