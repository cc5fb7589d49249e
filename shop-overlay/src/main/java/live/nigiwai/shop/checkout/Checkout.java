package live.nigiwai.shop.checkout;

import java.util.List;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.catalog.Product;
import live.nigiwai.shop.pricing.Basket;
import live.nigiwai.shop.pricing.BasketLine;
import live.nigiwai.shop.pricing.Fee;
import live.nigiwai.shop.pricing.Totals;
import live.nigiwai.shop.stock.HoldState;
import org.jspecify.annotations.Nullable;

/**
 * A checkout as its buyer sees it.
 *
 * @param confirmation null until it is known who buys and how they pay
 */
public record Checkout(
    CheckoutRow row,
    CheckoutState state,
    List<CheckoutLine> lines,
    Totals totals,
    @Nullable Confirmation confirmation) {
  public Checkout {
    lines = List.copyOf(lines);
  }

  /** Purely from what was read. */
  public static Checkout of(CheckoutRow row, Product product, SaleTerms terms) {
    var hold = row.hold();
    var variant = product.variant(hold.sku());
    var line =
        new CheckoutLine(
            product.id(),
            hold.sku(),
            product.name(),
            variant.map(it -> it.name()).orElse(LocalText.EMPTY),
            product.pictures().isEmpty() ? null : product.pictures().getFirst(),
            hold.unitPrice(),
            hold.quantity(),
            product.taxRate());
    var lines = List.of(line);
    var goods = new BasketLine("1", line.unitPrice(), line.quantity(), line.taxRate());
    var shipping = new Fee(terms.shippingFor(goods.total()), row.shippingTaxRate());
    var totals = Totals.of(new Basket(List.of(goods), List.of(), shipping, Fee.NONE));
    var card = row.card();
    var confirmation =
        row.buyer() == null || card == null
            ? null
            : Confirmation.of(
                lines,
                totals,
                card,
                product.shipsWithinDays(),
                hold.expiresAt(),
                row.now(),
                terms.cancellation());
    return new Checkout(row, state(row), lines, totals, confirmation);
  }

  /** Time may be up before the sweeper has written it down. */
  private static CheckoutState state(CheckoutRow row) {
    if (row.state() != CheckoutState.OPEN) {
      return row.state();
    }
    var hold = row.hold();
    boolean live =
        hold.state() == HoldState.PAYING
            || (hold.state() == HoldState.HELD && hold.expiresAt().compareTo(row.now()) > 0);
    return live ? CheckoutState.OPEN : CheckoutState.EXPIRED;
  }
}
