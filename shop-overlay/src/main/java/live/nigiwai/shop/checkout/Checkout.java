package live.nigiwai.shop.checkout;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import live.nigiwai.shop.catalog.Product;
import live.nigiwai.shop.payment.PaymentMethod;
import live.nigiwai.shop.pricing.Basket;
import live.nigiwai.shop.pricing.Totals;
import live.nigiwai.show.ProductId;
import org.jspecify.annotations.Nullable;

/**
 * A checkout as its buyer sees it.
 *
 * @param confirmation null until it is known who buys and how they pay
 * @param termsHash names everything that is shown and agreed to; empty without a confirmation
 * @param changed what is otherwise than when it began: {@code price}, {@code coupon}, {@code terms}
 * @param earliest the first day on which the parcel can arrive, in Japan
 */
public record Checkout(
    CheckoutRow row,
    CheckoutState state,
    List<CheckoutLine> lines,
    Quote quote,
    @Nullable Confirmation confirmation,
    String termsHash,
    List<String> changed,
    LocalDate earliest) {
  static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");

  public Checkout {
    lines = List.copyOf(lines);
    changed = List.copyOf(changed);
  }

  public Totals totals() {
    return quote.totals();
  }

  public Basket basket() {
    return quote.basket();
  }

  /** The same without the coupon: what the coupon is granted for. */
  public Basket basketBefore() {
    return quote.withoutDiscounts();
  }

  /** Something in it may be sold to people of 20 and over only. */
  public boolean needsAge() {
    return false;
  }

  /** The lines in the buyer's order; from what was read. */
  static List<CheckoutLine> lines(CheckoutRow row, Map<ProductId, Product> products) {
    return row.holds().stream()
        .map(hold -> CheckoutLine.of(hold, product(products, hold.product()), row.opened()))
        .toList();
  }

  private static Product product(Map<ProductId, Product> products, ProductId id) {
    var product = products.get(id);
    if (product == null) {
      throw new IllegalStateException("no product " + id);
    }
    return product;
  }

  /** Purely from what was read. */
  static Checkout of(
      CheckoutRow row, Map<ProductId, Product> products, Quote quote, SaleTerms terms) {
    var lines = lines(row, products);
    int shipsWithinDays =
        lines.stream()
            .mapToInt(line -> product(products, line.product()).shipsWithinDays())
            .max()
            .orElseThrow();
    var today = row.now().instant().atZone(JAPAN).toLocalDate();
    var confirmation =
        row.buyer() == null || !isPayable(row)
            ? null
            : Confirmation.of(
                lines,
                quote.totals(),
                PaymentWords.of(row),
                DeliveryWords.of(today.plusDays(shipsWithinDays), row),
                terms.cancellation(),
                row.expiresAt());
    return new Checkout(
        row,
        row.stateNow(),
        lines,
        quote,
        confirmation,
        confirmation == null ? "" : TermsHash.of(confirmation, lines, quote.totals()),
        changed(row, lines, quote, terms),
        today.plusDays(shipsWithinDays + 1L));
  }

  private static boolean isPayable(CheckoutRow row) {
    return row.method() != PaymentMethod.CARD || row.card() != null;
  }

  private static List<String> changed(
      CheckoutRow row, List<CheckoutLine> lines, Quote quote, SaleTerms terms) {
    var changed = new ArrayList<String>();
    if (lines.stream().anyMatch(line -> line.unitWas() != null)) {
      changed.add("price");
    }
    if (quote.couponRefused() != null) {
      changed.add("coupon");
    }
    String before = row.opened().terms();
    if (before != null && !before.equals(terms.hash())) {
      changed.add("terms");
    }
    return changed;
  }
}
