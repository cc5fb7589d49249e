package live.nigiwai.shop.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import live.nigiwai.shop.pricing.Discount.Reduction;
import live.nigiwai.shop.pricing.LineTotal.Part;
import live.nigiwai.shop.pricing.Totals.Tax;
import live.nigiwai.show.Money;
import org.junit.jupiter.api.Test;

/**
 * A cart with both rates, both kinds of set, a coupon, shipping and cash on delivery, and a partial
 * return of it, worked out on paper:
 *
 * <pre>
 * line                         unit  n   10 %    8 %   how
 * A teapot                    3,300  1  3,300
 * B marmalade                   864  3         2,592
 * C set by parts              5,000  2  6,044  3,956   3,300 : 2,160 of 5,000 = 3,021.98 : 1,978.02
 * D set at one price          9,720  1         9,720   food 70 %, 9,000 before tax
 * E set at one price         11,800  1        11,800   food 70 %, 9,833 before tax after the coupon
 * goods                      37,412     9,344 28,068
 * coupon 10 %                -3,741      -934 -2,807   934.35 : 2,806.65
 *   of it per line                      A 330 C 604    329.86 : 604.14
 *                             B 259 C 396 D 972 E 1,180    259.22 : 395.63 : 972.07 : 1,180.08
 * shipping + cash on delivery   930       930
 * to pay                     34,601     9,340 25,261
 * tax in it                               849  1,871   849.09, 1,871.19
 *
 * return of 1 B and 1 C       5,277     2,720  2,557   B 2,333 / 3 = 777.67; C 5,440 / 2, 3,560 / 2
 * tax in it                               247    189   247.27, 189.41
 * return of the other 2 B     1,556            1,556   2,333 - 777
 * </pre>
 */
class HandWorkedTableTest {
  private static final Basket CART =
      new Basket(
          List.of(
              new BasketLine("A", Money.yen(3_300), 1, 10),
              new BasketLine("B", Money.yen(864), 3, 8),
              new BasketLine("C", Money.yen(5_000), 2, shares(3_300, 2_160)),
              new BasketLine("D", Money.yen(9_720), 1, shares(3_000, 7_000), Taxing.AS_ONE),
              new BasketLine("E", Money.yen(11_800), 1, shares(3_000, 7_000), Taxing.AS_ONE)),
          List.of(new Discount("coupon:1", TotalsTest.LABEL, new Reduction.Percent(10))),
          new Fee(Money.yen(600), 10),
          new Fee(Money.yen(330), 10));

  private final Totals totals = Totals.of(CART);

  private static List<TaxShare> shares(long standard, long reduced) {
    return List.of(new TaxShare(10, standard), new TaxShare(8, reduced));
  }

  private static Part part(int rate, long gross, long discount) {
    return new Part(rate, Money.yen(gross), Money.yen(discount));
  }

  @Test
  void orderComesToTheFiguresOnPaper() {
    assertThat(totals.subtotal()).isEqualTo(Money.yen(37_412));
    assertThat(totals.discounted()).isEqualTo(Money.yen(3_741));
    assertThat(totals.total()).isEqualTo(Money.yen(34_601));
    assertThat(totals.taxes())
        .containsExactly(
            new Tax(10, Money.yen(9_340), Money.yen(849)),
            new Tax(8, Money.yen(25_261), Money.yen(1_871)));
  }

  @Test
  void everyLineKnowsItsShareOfTheCoupon() {
    assertThat(totals.lines())
        .containsExactly(
            new LineTotal("A", 1, List.of(part(10, 3_300, 330))),
            new LineTotal("B", 3, List.of(part(8, 2_592, 259))),
            new LineTotal("C", 2, List.of(part(10, 6_044, 604), part(8, 3_956, 396))),
            new LineTotal("D", 1, List.of(part(8, 9_720, 972))),
            new LineTotal("E", 1, List.of(part(8, 11_800, 1_180))));
  }

  @Test
  void partialReturnComesToTheFiguresOnPaper() {
    var back = ReturnTotals.of(totals.lines(), Map.of(), Map.of("B", 1, "C", 1), List.of());
    assertThat(back.total()).isEqualTo(Money.yen(5_277));
    assertThat(back.taxes())
        .containsExactly(
            new Tax(10, Money.yen(2_720), Money.yen(247)),
            new Tax(8, Money.yen(2_557), Money.yen(189)));
  }

  @Test
  void theRestOfALineComesBackWithTheRestOfItsMoney() {
    var back = ReturnTotals.of(totals.lines(), Map.of("B", 1), Map.of("B", 2), List.of());
    assertThat(back.total()).isEqualTo(Money.yen(1_556));
    assertThat(back.taxes()).containsExactly(new Tax(8, Money.yen(1_556), Money.yen(115)));
  }
}
