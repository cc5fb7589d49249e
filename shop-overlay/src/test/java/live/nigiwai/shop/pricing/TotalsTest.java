package live.nigiwai.shop.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.pricing.Discount.Reduction;
import live.nigiwai.shop.pricing.Totals.AtRate;
import live.nigiwai.shop.pricing.Totals.Tax;
import live.nigiwai.show.Money;
import org.junit.jupiter.api.Test;

class TotalsTest {
  static final LocalText LABEL = new LocalText("クーポン", "Coupon");

  private static BasketLine line(String key, long yen, int rate) {
    return new BasketLine(key, Money.yen(yen), 1, rate);
  }

  private static Discount yen(long yen) {
    return new Discount("coupon:1", LABEL, new Reduction.Yen(Money.yen(yen)));
  }

  private static Totals of(List<BasketLine> lines, Discount... discounts) {
    return Totals.of(new Basket(lines, List.of(discounts), Fee.NONE, Fee.NONE));
  }

  @Test
  void roundsOncePerRateNotPerLine() {
    // Three lines of 105 yen: 9 yen of tax in each, but 28 in their sum of 315.
    var totals = of(List.of(line("a", 105, 10), line("b", 105, 10), line("c", 105, 10)));
    assertThat(totals.taxes()).containsExactly(new Tax(10, Money.yen(315), Money.yen(28)));
  }

  @Test
  void keepsRatesApartAndShippingAtItsOwn() {
    var totals =
        Totals.of(
            new Basket(
                List.of(line("a", 2160, 8), line("b", 3300, 10)),
                List.of(),
                new Fee(Money.yen(600), 10),
                Fee.NONE));
    assertThat(totals.subtotal()).isEqualTo(Money.yen(5460));
    assertThat(totals.total()).isEqualTo(Money.yen(6060));
    assertThat(totals.taxes())
        .containsExactly(
            new Tax(10, Money.yen(3900), Money.yen(354)),
            new Tax(8, Money.yen(2160), Money.yen(160)));
  }

  @Test
  void discountLosesNoYenBetweenRates() {
    // 1,595 (10 %) + 7,398 (8 %) - 92: rounding each down makes 8,900 of 8,901.
    var totals = of(List.of(line("a", 1595, 10), line("b", 7398, 8)), yen(92));
    assertThat(totals.total()).isEqualTo(Money.yen(8901));
    assertThat(totals.taxes())
        .containsExactly(
            new Tax(10, Money.yen(1579), Money.yen(143)),
            new Tax(8, Money.yen(7322), Money.yen(542)));
  }

  @Test
  void theOddYenOfATieIsTakenFromTheHigherRate() {
    var totals = of(List.of(line("a", 500, 8), line("b", 500, 10)), yen(1));
    assertThat(totals.discounts().getFirst().perRate())
        .containsExactly(new AtRate(10, Money.yen(1)));
  }

  @Test
  void discountBeyondTheGoodsEndsAtZeroAndLeavesShipping() {
    var totals =
        Totals.of(
            new Basket(
                List.of(line("a", 300, 8), line("b", 200, 10)),
                List.of(yen(400), yen(400)),
                new Fee(Money.yen(600), 10),
                Fee.NONE));
    assertThat(totals.discounts().get(0).amount()).isEqualTo(Money.yen(400));
    assertThat(totals.discounts().get(1).amount()).isEqualTo(Money.yen(100));
    assertThat(totals.total()).isEqualTo(Money.yen(600));
    assertThat(totals.taxes()).containsExactly(new Tax(10, Money.yen(600), Money.yen(54)));
  }

  @Test
  void freeShippingIsADiscountAndCountsOnce() {
    var free = new Discount("coupon:1", LABEL, new Reduction.FreeShipping());
    var totals =
        Totals.of(
            new Basket(
                List.of(line("a", 1080, 8)),
                List.of(free, free),
                new Fee(Money.yen(600), 10),
                new Fee(Money.yen(330), 10)));
    assertThat(totals.discounted()).isEqualTo(Money.yen(600));
    assertThat(totals.total()).isEqualTo(Money.yen(1410));
    assertThat(totals.taxes())
        .containsExactly(
            new Tax(10, Money.yen(330), Money.yen(30)), new Tax(8, Money.yen(1080), Money.yen(80)));
  }

  @Test
  void nothingInTheBasketCostsNothing() {
    var totals = of(List.of(), yen(100));
    assertThat(totals.total()).isEqualTo(Money.ZERO);
    assertThat(totals.taxes()).isEmpty();
  }
}
