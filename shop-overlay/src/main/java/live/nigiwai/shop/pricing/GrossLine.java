package live.nigiwai.shop.pricing;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import live.nigiwai.show.Money;

/**
 * A line split over its tax rates, before discounts.
 *
 * @param perRate yen, tax included
 */
record GrossLine(BasketLine line, TreeMap<Integer, Long> perRate) {
  /** A set at one price is food only up to so many yen before tax (消費税法施行令 第2条の3). */
  private static final long ONE_PRICE_MAX = 10_000;

  /** All lines; which rate a set at one price has depends on the discounts of the whole basket. */
  static List<GrossLine> of(Basket basket) {
    long goods = basket.subtotal().yen();
    long paid = afterDiscounts(goods, basket.discounts());
    return basket.lines().stream().map(line -> of(line, paid, goods)).toList();
  }

  private static long afterDiscounts(long goods, List<Discount> discounts) {
    long left = goods;
    for (var discount : discounts) {
      left -=
          switch (discount.reduction()) {
            case Discount.Reduction.Yen(Money amount) -> Math.min(amount.yen(), left);
            case Discount.Reduction.Percent(int percent) -> Math.multiplyExact(left, percent) / 100;
            case Discount.Reduction.FreeShipping() -> 0L;
          };
    }
    return left;
  }

  private static GrossLine of(BasketLine line, long paid, long goods) {
    var perRate = new TreeMap<Integer, Long>();
    var shares =
        line.shares().stream().sorted(Comparator.comparingInt(TaxShare::rate).reversed()).toList();
    if (shares.size() > 1 && line.taxing() == Taxing.AS_ONE) {
      int rate = isFood(line, paid, goods) ? shares.getLast().rate() : shares.getFirst().rate();
      perRate.put(rate, line.total().yen());
      return new GrossLine(line, perRate);
    }
    // Split for one unit, so that two cost twice as much at each rate and one of them can come
    // back.
    var parts =
        LargestRemainder.split(line.unit().yen(), shares.stream().map(TaxShare::weight).toList());
    for (int i = 0; i < shares.size(); i++) {
      perRate.put(shares.get(i).rate(), Math.multiplyExact(parts.get(i), (long) line.quantity()));
    }
    return new GrossLine(line, perRate);
  }

  /**
   * The price before tax is taken at the reduced rate, the one that would apply: 10,800 yen with 8
   * % is the most. The line bears the discounts in proportion; computed exactly, without rounding.
   */
  private static boolean isFood(BasketLine line, long paid, long goods) {
    long all = line.shares().stream().mapToLong(TaxShare::weight).sum();
    var reduced = line.shares().stream().min(Comparator.comparingInt(TaxShare::rate)).orElseThrow();
    boolean mostlyFood = reduced.weight() * 3 >= all * 2;
    var unitPaid = product(line.unit().yen(), paid, 100);
    var limit = product(ONE_PRICE_MAX, 100L + reduced.rate(), Math.max(goods, 1));
    return mostlyFood && unitPaid.compareTo(limit) <= 0;
  }

  private static BigInteger product(long... factors) {
    var product = BigInteger.ONE;
    for (long factor : factors) {
      product = product.multiply(BigInteger.valueOf(factor));
    }
    return product;
  }

  /**
   * Each rate's discount is split over the lines that have the rate, ties to the earlier line.
   *
   * @param goods yen per rate before discounts
   * @param left yen per rate after them
   */
  static List<LineTotal> discounted(
      List<GrossLine> lines, Map<Integer, Long> goods, Map<Integer, Long> left) {
    var discounts = new HashMap<Integer, List<Long>>();
    goods.forEach(
        (rate, yen) ->
            discounts.put(
                rate,
                LargestRemainder.split(
                    yen - left.getOrDefault(rate, 0L),
                    lines.stream().map(line -> line.perRate.getOrDefault(rate, 0L)).toList())));
    var totals = new ArrayList<LineTotal>();
    for (int i = 0; i < lines.size(); i++) {
      int at = i;
      var parts = new ArrayList<LineTotal.Part>();
      lines
          .get(i)
          .perRate
          .descendingMap()
          .forEach(
              (rate, yen) ->
                  parts.add(
                      new LineTotal.Part(
                          rate,
                          Money.yen(yen),
                          Money.yen(discounts.getOrDefault(rate, List.of()).get(at)))));
      totals.add(new LineTotal(lines.get(i).line.key(), lines.get(i).line.quantity(), parts));
    }
    return totals;
  }
}
