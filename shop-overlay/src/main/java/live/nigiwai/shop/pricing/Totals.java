package live.nigiwai.shop.pricing;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.show.Money;

/**
 * What an order comes to. All prices include tax; the tax in them is computed from the sum per rate
 * and rounded down once per rate, as a qualified invoice 適格請求書 must (消費税法施行令 第70条の10). Discounts
 * lower the rates' sums in proportion, by largest remainder, ties to the higher rate.
 *
 * <p>Always {@code subtotal + shipping + paymentFee - discounts = total = the sum of all taxable}.
 *
 * @param subtotal the goods before discounts
 * @param shipping before discounts
 * @param discounts what each took off, shipping included
 * @param taxes highest rate first; a rate at which nothing is paid is absent
 * @param lines in the basket's order
 */
public record Totals(
    Money subtotal,
    Money shipping,
    Money paymentFee,
    List<Applied> discounts,
    Money total,
    List<Tax> taxes,
    List<LineTotal> lines) {
  public Totals {
    discounts = List.copyOf(discounts);
    taxes = List.copyOf(taxes);
    lines = List.copyOf(lines);
  }

  /**
   * One tax rate of one invoice.
   *
   * @param rate percent
   * @param taxable the sum at this rate after discounts, tax included
   * @param tax the tax within it, rounded down
   */
  public record Tax(int rate, Money taxable, Money tax) {
    /** Rounds down, once. */
    public static Tax in(int rate, Money taxable) {
      return new Tax(
          rate, taxable, Money.yen(Math.multiplyExact(taxable.yen(), rate) / (100 + rate)));
    }
  }

  /**
   * What a discount came to.
   *
   * @param amount taken off, not negative
   * @param perRate of the amount, highest rate first
   */
  public record Applied(String source, LocalText label, Money amount, List<AtRate> perRate) {
    public Applied {
      perRate = List.copyOf(perRate);
    }
  }

  /** An amount, tax included, at a rate in percent. */
  public record AtRate(int rate, Money amount) {}

  public static Totals of(Basket basket) {
    var subtotal = basket.subtotal();
    var grosses = GrossLine.of(basket);
    var goods = new TreeMap<Integer, Long>();
    grosses.forEach(
        line -> line.perRate().forEach((rate, yen) -> goods.merge(rate, yen, Long::sum)));
    var left = new TreeMap<>(goods);

    long shippingLeft = basket.shipping().amount().yen();
    var applied = new ArrayList<Applied>();
    for (var discount : basket.discounts()) {
      switch (discount.reduction()) {
        case Discount.Reduction.Yen(Money amount) ->
            applied.add(takeOff(discount, amount.yen(), left));
        case Discount.Reduction.Percent(int percent) ->
            applied.add(takeOff(discount, Math.multiplyExact(sum(left), percent) / 100, left));
        case Discount.Reduction.FreeShipping() -> {
          applied.add(
              applied(
                  discount,
                  List.of(new AtRate(basket.shipping().rate(), Money.yen(shippingLeft)))));
          shippingLeft = 0;
        }
      }
    }

    var lines = GrossLine.discounted(grosses, goods, left);
    var perRate = new TreeMap<>(left);
    perRate.merge(basket.shipping().rate(), shippingLeft, Long::sum);
    perRate.merge(basket.paymentFee().rate(), basket.paymentFee().amount().yen(), Long::sum);
    var taxes = new ArrayList<Tax>();
    perRate
        .descendingMap()
        .forEach(
            (rate, yen) -> {
              if (yen > 0) {
                taxes.add(Tax.in(rate, Money.yen(yen)));
              }
            });
    return new Totals(
        subtotal,
        basket.shipping().amount(),
        basket.paymentFee().amount(),
        applied,
        Money.yen(sum(perRate)),
        taxes,
        lines);
  }

  /** All discounts together. */
  public Money discounted() {
    return discounts.stream().map(Applied::amount).reduce(Money.ZERO, Money::plus);
  }

  /** Takes at most what is there, in proportion to what is there. */
  private static Applied takeOff(Discount discount, long wanted, TreeMap<Integer, Long> left) {
    if (left.isEmpty()) {
      return applied(discount, List.of());
    }
    var rates = List.copyOf(left.descendingKeySet());
    var weights = rates.stream().map(rate -> left.getOrDefault(rate, 0L)).toList();
    var parts = LargestRemainder.split(Math.min(wanted, sum(left)), weights);
    var perRate = new ArrayList<AtRate>();
    for (int i = 0; i < rates.size(); i++) {
      left.merge(rates.get(i), -parts.get(i), Long::sum);
      perRate.add(new AtRate(rates.get(i), Money.yen(parts.get(i))));
    }
    return applied(discount, perRate);
  }

  private static Applied applied(Discount discount, List<AtRate> perRate) {
    var amount = perRate.stream().map(AtRate::amount).reduce(Money.ZERO, Money::plus);
    return new Applied(
        discount.source(),
        discount.label(),
        amount,
        perRate.stream().filter(part -> part.amount().yen() > 0).toList());
  }

  private static long sum(TreeMap<Integer, Long> perRate) {
    return perRate.values().stream().reduce(0L, Math::addExact);
  }
}
