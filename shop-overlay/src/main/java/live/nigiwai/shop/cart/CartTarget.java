package live.nigiwai.shop.cart;

import java.util.List;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.catalog.Picture;
import live.nigiwai.show.Money;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.ViewerId;
import org.jspecify.annotations.Nullable;

/** Where 買う and カートに入れる lead: our own cart, or that of a merchant's shop. Every method blocks. */
public interface CartTarget {
  /** So many units more of the SKU. */
  CartAnswer add(ViewerId buyer, ShowId show, SkuId sku, int quantity);

  /** So many units of the SKU, none of it for 0. */
  CartAnswer update(ViewerId buyer, ShowId show, SkuId sku, int quantity);

  /** The cart as it is now, with what has changed since the buyer saw it. */
  Cart sync(ViewerId buyer);

  /**
   * Begins the checkout of all lines, or none.
   *
   * @param key repeated, it leads to the same checkout
   */
  CartAnswer checkout(ViewerId buyer, String key);

  /** What a cart said. */
  sealed interface CartAnswer {
    record Ok(Cart cart) implements CartAnswer {}

    /**
     * @param checkoutId where the buyer goes on
     */
    record Checkout(String checkoutId) implements CartAnswer {}

    /** Some lines cannot be had as they are; nothing was taken. */
    record Changed(List<Problem> lines) implements CartAnswer {}

    record OutOfStock(int left) implements CartAnswer {}

    record NotOnSale() implements CartAnswer {}

    record OverLimit(int limit) implements CartAnswer {}

    /** Too many different lines. */
    record Full(int max) implements CartAnswer {}

    record Empty() implements CartAnswer {}

    record UnknownSku() implements CartAnswer {}

    /** Something in it is being paid for right now. */
    record BeingPaid() implements CartAnswer {}
  }

  /** Why a line cannot be had as it is. */
  enum Reason {
    SOLD_OUT,
    NOT_ON_SALE,
    OVER_LIMIT,
    PRICE_CHANGED
  }

  /**
   * @param left units one could have, for SOLD_OUT
   * @param limit units one may have, for OVER_LIMIT
   * @param price for one now, for PRICE_CHANGED
   */
  record Problem(
      SkuId sku,
      Reason reason,
      @Nullable Integer left,
      @Nullable Integer limit,
      @Nullable Money price) {}

  /** What a buyer means to buy, oldest line first. */
  record Cart(List<Line> lines) {
    public Cart {
      lines = List.copyOf(lines);
    }

    /** Of what can be had; without shipping. */
    public Money subtotal() {
      return lines.stream()
          .filter(line -> line.problem() == null || line.problem() == Reason.PRICE_CHANGED)
          .map(line -> line.unitPrice().times(line.quantity()))
          .reduce(Money.ZERO, Money::plus);
    }
  }

  /**
   * @param unitWas the price the buyer saw last, where it was another
   * @param problem why it cannot be had as it is; null where it can
   * @param left units one could have, where they are fewer than wanted
   */
  record Line(
      ShowId show,
      ProductId product,
      SkuId sku,
      LocalText name,
      LocalText variant,
      @Nullable Picture picture,
      Money unitPrice,
      @Nullable Money unitWas,
      int quantity,
      int perBuyer,
      @Nullable Reason problem,
      @Nullable Integer left) {}
}
