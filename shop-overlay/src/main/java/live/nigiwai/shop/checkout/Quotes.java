package live.nigiwai.shop.checkout;

import java.util.List;
import java.util.Optional;
import live.nigiwai.runtime.http.Customer;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.offer.Asker;
import live.nigiwai.shop.offer.Coupons;
import live.nigiwai.shop.pricing.Basket;
import live.nigiwai.shop.pricing.BasketLine;
import live.nigiwai.shop.pricing.Discount;
import live.nigiwai.shop.pricing.Fee;
import live.nigiwai.shop.pricing.ShippingTable;
import live.nigiwai.shop.pricing.Totals;
import live.nigiwai.show.Money;
import org.jspecify.annotations.Nullable;

/** Puts a checkout's basket together: goods, coupon, shipping, the fee of the way of paying. */
final class Quotes {
  private final Database database;
  private final ShippingTable shipping;
  private final PayWays ways;
  private final Coupons coupons;

  Quotes(Database database, SaleTerms terms, PayWays ways, Coupons coupons) {
    this.database = database;
    this.shipping = terms.shipping().table();
    this.ways = ways;
    this.coupons = coupons;
  }

  /**
   * Looks at the coupon, so no transaction may be open.
   *
   * @param said what the merchant's own shop says about the buyer
   */
  Quote of(CheckoutRow row, List<CheckoutLine> lines, @Nullable Customer said) {
    var goods = goods(lines);
    String code = row.choices().coupon();
    var discount =
        code == null
            ? Optional.<Discount>empty()
            : database.query(sql -> discount(sql, code, row, subtotal(goods), said));
    var discounts = discount.map(List::of).orElse(List.of());
    var sending = fee(shippingFee(row, lines, goods), row);
    var before = Totals.of(new Basket(goods, discounts, sending, Fee.NONE)).total();
    var basket = new Basket(goods, discounts, sending, fee(ways.feeOf(row.method(), before), row));
    return new Quote(basket, Totals.of(basket), code != null && discount.isEmpty());
  }

  private Optional<Discount> discount(
      Sql sql, String code, CheckoutRow row, Money goods, @Nullable Customer said) {
    String orderId =
        sql.one(
                "SELECT order_id FROM shop_order WHERE checkout_id = $1",
                found -> found.getString(0),
                row.id())
            .orElse(null);
    return coupons.discount(sql, code, asker(row, said), goods, orderId);
  }

  /** Who would use a coupon. */
  static Asker asker(CheckoutRow row, @Nullable Customer said) {
    var buyer = row.buyer();
    return new Asker(row.viewer(), buyer == null ? null : buyer.email(), said);
  }

  static List<BasketLine> goods(List<CheckoutLine> lines) {
    return lines.stream().map(CheckoutLine::priced).toList();
  }

  static Money subtotal(List<BasketLine> goods) {
    return goods.stream().map(BasketLine::total).reduce(Money.ZERO, Money::plus);
  }

  /** The lowest there is while nobody knows where it goes. */
  private Money shippingFee(CheckoutRow row, List<CheckoutLine> lines, List<BasketLine> goods) {
    long grams = lines.stream().mapToLong(line -> (long) line.grams() * line.quantity()).sum();
    var buyer = row.buyer();
    if (buyer == null) {
      return shipping.feeFrom(grams, subtotal(goods));
    }
    var address = buyer.address();
    return shipping.fee(
        shipping.region(address.prefecture(), address.postal()), grams, subtotal(goods));
  }

  private static Fee fee(Money amount, CheckoutRow row) {
    return amount.yen() == 0 ? Fee.NONE : new Fee(amount, row.shippingTaxRate());
  }
}
