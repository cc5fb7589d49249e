package live.nigiwai.shop.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import live.nigiwai.shop.pricing.Discount.Reduction;
import live.nigiwai.show.Money;
import org.junit.jupiter.api.Test;

class SetTaxingTest {
  private static int rate(long yen, long food, long other, Discount... discounts) {
    var shares = List.of(new TaxShare(8, food), new TaxShare(10, other));
    var line = new BasketLine("set", Money.yen(yen), 3, shares, Taxing.AS_ONE);
    var totals = Totals.of(new Basket(List.of(line), List.of(discounts), Fee.NONE, Fee.NONE));
    assertThat(totals.taxes()).hasSize(1);
    return totals.taxes().getFirst().rate();
  }

  @Test
  void setAtOnePriceIsFoodUpToTenThousandYenBeforeTax() {
    assertThat(rate(10_800, 2, 1)).isEqualTo(8);
    assertThat(rate(10_801, 2, 1)).isEqualTo(10);
  }

  @Test
  void setAtOnePriceIsFoodFromTwoThirdsOfItsValue() {
    assertThat(rate(5_000, 6_667, 3_333)).isEqualTo(8);
    assertThat(rate(5_000, 6_666, 3_334)).isEqualTo(10);
  }

  @Test
  void theDiscountCountsForTheLimit() {
    // Three sets for 33,000: each has to come down to 10,800, which takes 600 off the three.
    assertThat(rate(11_000, 2, 1, off(600))).isEqualTo(8);
    assertThat(rate(11_000, 2, 1, off(599))).isEqualTo(10);
  }

  private static Discount off(long yen) {
    return new Discount("coupon:1", TotalsTest.LABEL, new Reduction.Yen(Money.yen(yen)));
  }

  @Test
  void setByPartsIsSplitPerUnitSoThatTwoCostTwice() {
    var shares = List.of(new TaxShare(10, 1), new TaxShare(8, 1));
    var line = new BasketLine("set", Money.yen(999), 2, shares);
    var parts =
        Totals.of(new Basket(List.of(line), List.of(), Fee.NONE, Fee.NONE))
            .lines()
            .getFirst()
            .parts();
    assertThat(parts.get(0).gross()).isEqualTo(Money.yen(1_000));
    assertThat(parts.get(1).gross()).isEqualTo(Money.yen(998));
  }
}
