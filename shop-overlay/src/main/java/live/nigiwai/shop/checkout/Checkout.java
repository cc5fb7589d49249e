package live.nigiwai.shop.checkout;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import live.nigiwai.runtime.http.Customer;
import live.nigiwai.shop.catalog.Product;
import live.nigiwai.shop.offer.Asker;
import live.nigiwai.shop.payment.PaymentMethod;
import live.nigiwai.shop.pricing.Discount;
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

  /** What the chosen coupon takes off, if it still does. */
  public Optional<Discount> discount() {
    return quote.basket().discounts().stream().findFirst();
  }

  /** Who would use its coupon. */
  public Asker asker(@Nullable Customer said) {
    return Quotes.asker(row, said);
  }

  /** Something in it may be sold to people of 20 and over only. */
  public boolean needsAge() {
    return lines.stream().anyMatch(CheckoutLine::needsAge);
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
      CheckoutRow row,
      Map<ProductId, Product> products,
      Quote quote,
      SaleTerms terms,
      boolean cardComesFirst) {
    var lines = lines(row, products);
    var today = row.now().instant().atZone(JAPAN).toLocalDate();
    var shipsBy =
        lines.stream()
            .map(line -> product(products, line.product()).shipsBy(today))
            .max(LocalDate::compareTo)
            .orElseThrow();
    boolean payable = row.method() != PaymentMethod.CARD || row.card() != null || !cardComesFirst;
    var confirmation =
        row.buyer() == null || !payable
            ? null
            : Confirmation.of(
                lines,
                quote.totals(),
                PaymentWords.of(row),
                DeliveryWords.of(shipsBy, row),
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
        shipsBy.plusDays(1));
  }

  private static List<String> changed(
      CheckoutRow row, List<CheckoutLine> lines, Quote quote, SaleTerms terms) {
    var changed = new ArrayList<String>();
    if (lines.stream().anyMatch(line -> line.unitWas() != null)) {
      changed.add("price");
    }
    if (quote.isCouponRefused()) {
      changed.add("coupon");
    }
    String before = row.opened().terms();
    if (before != null && !before.equals(terms.hash())) {
      changed.add("terms");
    }
    return changed;
  }
}
