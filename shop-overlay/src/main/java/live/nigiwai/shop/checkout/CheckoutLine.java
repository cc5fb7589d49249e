package live.nigiwai.shop.checkout;

import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.catalog.Picture;
import live.nigiwai.shop.catalog.Product;
import live.nigiwai.shop.pricing.BasketLine;
import live.nigiwai.shop.stock.Hold;
import live.nigiwai.show.Money;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.SkuId;
import org.jspecify.annotations.Nullable;

/**
 * What is bought, with the words and the price the buyer sees.
 *
 * @param show where it was chosen
 * @param unitWas the price it had when the checkout began, where that was another
 */
public record CheckoutLine(
    ShowId show,
    ProductId product,
    SkuId sku,
    LocalText name,
    LocalText variant,
    @Nullable Picture picture,
    Money unitPrice,
    @Nullable Money unitWas,
    int quantity,
    int taxRate) {
  static CheckoutLine of(Hold hold, Product product, Opened opened) {
    var variant = product.variant(hold.sku());
    var was = opened.price(hold.sku()).filter(price -> !price.equals(hold.unitPrice()));
    return new CheckoutLine(
        hold.show(),
        product.id(),
        hold.sku(),
        product.name(),
        variant.map(it -> it.name()).orElse(LocalText.EMPTY),
        product.pictures().isEmpty() ? null : product.pictures().getFirst(),
        hold.unitPrice(),
        was.orElse(null),
        hold.quantity(),
        product.taxRate());
  }

  /** Names the line in its checkout. */
  public String key() {
    return sku.value();
  }

  public Money total() {
    return unitPrice.times(quantity);
  }

  BasketLine priced() {
    return new BasketLine(key(), unitPrice, quantity, taxRate);
  }
}
