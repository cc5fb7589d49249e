package live.nigiwai.shop.checkout;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import live.nigiwai.shop.customer.Buyer;
import live.nigiwai.shop.customer.Card;
import org.jspecify.annotations.Nullable;

/** A checkout on the wire. */
record CheckoutView(
    String id,
    String show,
    String state,
    long expiresAt,
    long now,
    List<LineView> lines,
    long subtotal,
    long shipping,
    long total,
    List<TaxView> taxes,
    @Nullable Buyer buyer,
    @Nullable PaymentView payment,
    boolean kept,
    boolean keep,
    @Nullable Confirmation confirmation,
    @Nullable OrderMark order) {

  /** The card without its token. */
  record PaymentView(String brand, String last4) {
    static @Nullable PaymentView of(@Nullable Card card) {
      return card == null ? null : new PaymentView(card.brand(), card.last4());
    }
  }

  static CheckoutView of(Checkout checkout, Optional<OrderMark> order) {
    var row = checkout.row();
    var totals = checkout.totals();
    return new CheckoutView(
        row.id(),
        row.show().value(),
        checkout.state().name().toLowerCase(Locale.ROOT),
        row.hold().expiresAt().millis(),
        row.now().millis(),
        checkout.lines().stream().map(LineView::of).toList(),
        totals.subtotal().yen(),
        totals.shipping().yen(),
        totals.total().yen(),
        TaxView.of(totals),
        row.buyer(),
        PaymentView.of(row.card()),
        row.kept(),
        row.keep(),
        checkout.confirmation(),
        order.orElse(null));
  }
}
