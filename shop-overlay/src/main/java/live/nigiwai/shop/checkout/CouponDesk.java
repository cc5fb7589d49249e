package live.nigiwai.shop.checkout;

import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.pricing.Basket;
import live.nigiwai.shop.pricing.Discount;
import live.nigiwai.show.ViewerId;

/** Where a checkout asks what a coupon's code is worth; answered by whoever gives coupons out. */
public interface CouponDesk {
  /** What a code would do for a basket. */
  sealed interface Look {
    record Granted(Discount discount) implements Look {}

    /**
     * @param why the same words for a code that does not exist and one that is not the buyer's
     */
    record Refused(LocalText why) implements Look {}
  }

  /** Only looks; nothing is used up. Blocks, so no transaction may be open. */
  Look look(String code, ViewerId viewer, Basket basket);

  /**
   * Uses the code for an order, in the order's transaction; false where it cannot be used any more.
   */
  boolean take(Sql sql, String code, ViewerId viewer, Basket basket, String orderId);

  /** The order came to nothing: its use does not count. Repeats do nothing. */
  void giveBack(Sql sql, String orderId);

  /** A shop without coupons. */
  CouponDesk NONE =
      new CouponDesk() {
        @Override
        public Look look(String code, ViewerId viewer, Basket basket) {
          return new Look.Refused(
              new LocalText("このクーポンはご利用いただけません。", "This coupon cannot be used."));
        }

        @Override
        public boolean take(Sql sql, String code, ViewerId viewer, Basket basket, String orderId) {
          return false;
        }

        @Override
        public void giveBack(Sql sql, String orderId) {
          // None was taken.
        }
      };
}
