package live.nigiwai.shop.stock;

import live.nigiwai.show.Money;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.ViewerId;

/**
 * Units kept for one buyer 取り置き.
 *
 * @param unitPrice the price when it was taken; honoured until it ends
 * @param checkoutId the checkout it belongs to; its first hold has the same id
 * @param how what else is agreed about it
 */
public record Hold(
    String id,
    ShowId show,
    ProductId product,
    SkuId sku,
    ViewerId buyer,
    int quantity,
    Money unitPrice,
    long priceId,
    HoldState state,
    String checkoutId,
    int revision,
    ShowTime createdAt,
    ShowTime expiresAt,
    HoldTerms how) {
  /** An ordinary one. */
  public Hold(
      String id,
      ShowId show,
      ProductId product,
      SkuId sku,
      ViewerId buyer,
      int quantity,
      Money unitPrice,
      long priceId,
      HoldState state,
      String checkoutId,
      int revision,
      ShowTime createdAt,
      ShowTime expiresAt) {
    this(
        id,
        show,
        product,
        sku,
        buyer,
        quantity,
        unitPrice,
        priceId,
        state,
        checkoutId,
        revision,
        createdAt,
        expiresAt,
        HoldTerms.PLAIN);
  }

  /** How many units the counter has for it: none while it is soft. */
  int counted() {
    return how.soft() ? 0 : quantity;
  }

  Hold in(HoldState next) {
    return new Hold(
        id,
        show,
        product,
        sku,
        buyer,
        quantity,
        unitPrice,
        priceId,
        next,
        checkoutId,
        revision,
        createdAt,
        expiresAt,
        how);
  }
}
