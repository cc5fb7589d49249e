package live.nigiwai.shop.checkout;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import live.nigiwai.show.Money;

/**
 * What an order comes to. All prices include tax; the tax in them is computed from the sum per rate
 * and rounded once per rate, as a qualified invoice 適格請求書 must (消費税法施行令 第70条の10).
 */
public record Totals(Money subtotal, Money shipping, Money total, List<Tax> taxes) {
  public Totals {
    taxes = List.copyOf(taxes);
  }

  /**
   * One tax rate of one invoice.
   *
   * @param rate percent
   * @param taxable the sum at this rate, tax included
   * @param tax the tax within it, rounded down
   */
  public record Tax(int rate, Money taxable, Money tax) {}

  /** An amount at a rate. */
  record Taxed(Money amount, int rate) {}

  /**
   * @param shippingRate percent of tax within the shipping fee
   */
  static Totals of(List<Taxed> goods, SaleTerms terms, int shippingRate) {
    var subtotal = goods.stream().map(Taxed::amount).reduce(Money.ZERO, Money::plus);
    var shipping = terms.shippingFor(subtotal);
    var perRate = new TreeMap<Integer, Money>();
    goods.forEach(line -> perRate.merge(line.rate, line.amount, Money::plus));
    if (shipping.yen() > 0) {
      perRate.merge(shippingRate, shipping, Money::plus);
    }
    var taxes = new ArrayList<Tax>();
    perRate.descendingMap().forEach((rate, sum) -> taxes.add(new Tax(rate, sum, taxIn(sum, rate))));
    return new Totals(subtotal, shipping, subtotal.plus(shipping), taxes);
  }

  private static Money taxIn(Money inclusive, int rate) {
    return Money.yen(Math.multiplyExact(inclusive.yen(), rate) / (100 + rate));
  }
}
