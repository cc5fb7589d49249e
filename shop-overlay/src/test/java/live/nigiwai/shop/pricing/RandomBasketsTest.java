package live.nigiwai.shop.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import live.nigiwai.shop.pricing.Discount.Reduction;
import live.nigiwai.shop.pricing.Totals.Tax;
import live.nigiwai.show.Money;
import org.junit.jupiter.api.Test;

/** What holds for every basket, whatever is in it. */
class RandomBasketsTest {
  private static final int RUNS = 3_000;

  private final Random random = new Random(7);

  @Test
  void partsAlwaysAddUpToTheTotal() {
    for (int run = 0; run < RUNS; run++) {
      var totals = Totals.of(basket());
      long expected =
          totals.subtotal().yen()
              + totals.shipping().yen()
              + totals.paymentFee().yen()
              - totals.discounted().yen();
      assertThat(totals.total().yen()).isEqualTo(expected).isNotNegative();
      assertThat(totals.taxes().stream().mapToLong(tax -> tax.taxable().yen()).sum())
          .isEqualTo(expected);
      totals.taxes().forEach(RandomBasketsTest::isRoundedDownOnce);
    }
  }

  private static void isRoundedDownOnce(Tax tax) {
    // The largest whole yen that is not more than the exact tax.
    long exact = tax.taxable().yen() * tax.rate();
    long rounded = tax.tax().yen() * (100 + tax.rate());
    assertThat(exact - rounded).isBetween(0L, 99L + tax.rate());
  }

  @Test
  void linesCarryAllOfTheGoodsAndTheirDiscounts() {
    for (int run = 0; run < RUNS; run++) {
      var basket = basket();
      var totals = Totals.of(basket);
      long net = totals.lines().stream().mapToLong(line -> line.net().yen()).sum();
      boolean freeShipping =
          basket.discounts().stream()
              .anyMatch(it -> it.reduction() instanceof Reduction.FreeShipping);
      long shipping = freeShipping ? 0 : totals.shipping().yen();
      assertThat(net + shipping + totals.paymentFee().yen()).isEqualTo(totals.total().yen());
    }
  }

  @Test
  void returnsInAnyPiecesGiveBackExactlyWhatWasPaidAndNeverMoreTax() {
    for (int run = 0; run < RUNS; run++) {
      var totals = Totals.of(basket());
      var before = new HashMap<String, Integer>();
      var taxBack = new HashMap<Integer, Long>();
      long moneyBack = 0;
      while (true) {
        var now = someOf(totals.lines(), before);
        if (now.isEmpty()) {
          break;
        }
        var back = ReturnTotals.of(totals.lines(), before, now, List.of());
        now.forEach((key, units) -> before.merge(key, units, Integer::sum));
        back.taxes().forEach(tax -> taxBack.merge(tax.rate(), tax.tax().yen(), Long::sum));
        moneyBack += back.total().yen();
      }
      assertThat(moneyBack)
          .isEqualTo(totals.lines().stream().mapToLong(line -> line.net().yen()).sum());
      for (var tax : totals.taxes()) {
        assertThat(taxBack.getOrDefault(tax.rate(), 0L)).isLessThanOrEqualTo(tax.tax().yen());
      }
    }
  }

  private Map<String, Integer> someOf(List<LineTotal> lines, Map<String, Integer> before) {
    var now = new HashMap<String, Integer>();
    for (var line : lines) {
      int left = line.quantity() - before.getOrDefault(line.key(), 0);
      if (left > 0) {
        now.put(line.key(), 1 + random.nextInt(left));
      }
    }
    return now;
  }

  private Basket basket() {
    var lines = new ArrayList<BasketLine>();
    for (int i = random.nextInt(6); i >= 0; i--) {
      var unit = Money.yen(random.nextInt(20_000));
      int quantity = 1 + random.nextInt(5);
      var shares =
          switch (random.nextInt(3)) {
            case 0 -> List.of(new TaxShare(8, 1));
            case 1 -> List.of(new TaxShare(10, 1));
            default ->
                List.of(
                    new TaxShare(8, 1 + random.nextInt(9_000)),
                    new TaxShare(10, random.nextInt(9_000)));
          };
      var taxing = random.nextBoolean() ? Taxing.AS_ONE : Taxing.BY_PART;
      lines.add(new BasketLine("line" + i, unit, quantity, shares, taxing));
    }
    var discounts = new ArrayList<Discount>();
    for (int i = random.nextInt(4); i > 0; i--) {
      discounts.add(new Discount("coupon:" + i, TotalsTest.LABEL, reduction()));
    }
    return new Basket(
        lines,
        discounts,
        new Fee(Money.yen(random.nextInt(3) * 600L), 10),
        new Fee(Money.yen(random.nextInt(2) * 330L), 10));
  }

  private Reduction reduction() {
    return switch (random.nextInt(3)) {
      case 0 -> new Reduction.Yen(Money.yen(random.nextInt(30_000)));
      case 1 -> new Reduction.Percent(random.nextInt(101));
      default -> new Reduction.FreeShipping();
    };
  }
}
