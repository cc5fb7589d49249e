package live.nigiwai.shop.checkout;

import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.catalog.Picture;
import live.nigiwai.show.Money;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.SkuId;
import org.jspecify.annotations.Nullable;

/** What is bought, with the words and the price the buyer sees. */
public record CheckoutLine(
    ProductId product,
    SkuId sku,
    LocalText name,
    LocalText variant,
    @Nullable Picture picture,
    Money unitPrice,
    int quantity,
    int taxRate) {
  public Money total() {
    return unitPrice.times(quantity);
  }
}
