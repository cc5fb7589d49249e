package live.nigiwai.shop.checkout;

import org.jspecify.annotations.Nullable;

/** A line of a checkout or an order on the wire. */
public record LineView(
    String sku,
    String product,
    String name,
    String nameEn,
    String variant,
    String variantEn,
    @Nullable String image,
    long unitPrice,
    int quantity,
    int taxRate,
    long total) {
  static LineView of(CheckoutLine line) {
    return new LineView(
        line.sku().value(),
        line.product().value(),
        line.name().ja(),
        line.name().en(),
        line.variant().ja(),
        line.variant().en(),
        line.picture() == null ? null : line.picture().url(),
        line.unitPrice().yen(),
        line.quantity(),
        line.taxRate(),
        line.total().yen());
  }
}
