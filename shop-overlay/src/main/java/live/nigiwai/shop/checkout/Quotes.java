package live.nigiwai.shop.checkout;

import java.util.List;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.pricing.Basket;
import live.nigiwai.shop.pricing.BasketLine;
import live.nigiwai.shop.pricing.Discount;
import live.nigiwai.shop.pricing.Fee;
import live.nigiwai.show.Money;

/** Puts a checkout's basket together: goods, coupon, shipping, the fee of the way of paying. */
final class Quotes {
  private final SaleTerms terms;
  private final PayWays ways;
  private final CouponDesk coupons;

  Quotes(SaleTerms terms, PayWays ways, CouponDesk coupons) {
    this.terms = terms;
    this.ways = ways;
    this.coupons = coupons;
  }

  /** Looks at the coupon, so no transaction may be open. */
  Quote of(CheckoutRow row, List<CheckoutLine> lines) {
    var plain = basket(row, lines, List.of());
    String code = row.choices().coupon();
    if (code == null || row.state() == CheckoutState.ORDERED) {
      return Quote.of(plain, null);
    }
    return switch (coupons.look(code, row.viewer(), plain)) {
      case CouponDesk.Look.Granted(Discount discount) ->
          Quote.of(basket(row, lines, List.of(discount)), null);
      case CouponDesk.Look.Refused(LocalText why) -> Quote.of(plain, why);
    };
  }

  /** What the code would do for the checkout; asked when it is typed. */
  CouponDesk.Look look(String code, CheckoutRow row, List<CheckoutLine> lines) {
    return coupons.look(code, row.viewer(), basket(row, lines, List.of()));
  }

  private Basket basket(CheckoutRow row, List<CheckoutLine> lines, List<Discount> discounts) {
    var goods = lines.stream().map(CheckoutLine::priced).toList();
    var subtotal = goods.stream().map(BasketLine::total).reduce(Money.ZERO, Money::plus);
    return new Basket(
        goods,
        discounts,
        fee(terms.shippingFor(subtotal), row),
        fee(ways.feeOf(row.method()), row));
  }

  private static Fee fee(Money amount, CheckoutRow row) {
    return amount.yen() == 0 ? Fee.NONE : new Fee(amount, row.shippingTaxRate());
  }
}
