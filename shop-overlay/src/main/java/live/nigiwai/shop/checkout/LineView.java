package live.nigiwai.shop.checkout;

import org.jspecify.annotations.Nullable;

/**
 * A line of a checkout or an order on the wire.
 *
 * @param key names the line within its checkout or order
 * @param show where it was chosen
 * @param unitWas the price it had when the checkout began; null where it is the same
 * @param returned units of it that came back
 */
public record LineView(
    String key,
    String show,
    String sku,
    String product,
    String name,
    String nameEn,
    String variant,
    String variantEn,
    @Nullable String image,
    long unitPrice,
    @Nullable Long unitWas,
    int quantity,
    int taxRate,
    long total,
    int returned) {
  static LineView of(CheckoutLine line) {
    var was = line.unitWas();
    return new LineView(
        line.key(),
        line.show().value(),
        line.sku().value(),
        line.product().value(),
        line.name().ja(),
        line.name().en(),
        line.variant().ja(),
        line.variant().en(),
        line.picture() == null ? null : line.picture().url(),
        line.unitPrice().yen(),
        was == null ? null : was.yen(),
        line.quantity(),
        line.taxRate(),
        line.total().yen(),
        0);
  }
}
