package live.nigiwai.shop.offer;

import java.util.Locale;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.shop.pricing.Discount;

/** What a code is worth to somebody. */
public sealed interface CouponAnswer {
  record Applies(Discount discount) implements CouponAnswer {}

  /** It cannot be used, in words for the buyer. */
  sealed interface Refused extends CouponAnswer {
    ApiProblem problem();
  }

  /**
   * There is no such code, it is not its time, or it is for others: one answer for all of them, so
   * that nobody learns which codes there are.
   */
  record Unknown() implements Refused {
    @Override
    public ApiProblem problem() {
      return new ApiProblem(
          422, "coupon_unknown", "このクーポンコードはご利用になれません。", "This coupon code cannot be used.", false);
    }
  }

  /** The person has used it as often as anyone may. */
  record UsedBefore() implements Refused {
    @Override
    public ApiProblem problem() {
      return new ApiProblem(
          422, "coupon_used", "このクーポンはすでにご利用済みです。", "You have used this coupon already.", false);
    }
  }

  /** All of them are used. */
  record UsedUp() implements Refused {
    @Override
    public ApiProblem problem() {
      return new ApiProblem(
          409, "coupon_gone", "このクーポンは配布数に達しました。", "This coupon has been used up.", false);
    }
  }

  /** More has to be in the cart. */
  record BelowMinimum(long minimumYen) implements Refused {
    @Override
    public ApiProblem problem() {
      return new ApiProblem(
              422,
              "coupon_minimum",
              String.format(Locale.ROOT, "商品合計%,d円(税込)以上でご利用になれます。", minimumYen),
              String.format(Locale.ROOT, "For goods of ¥%,d or more, tax included.", minimumYen),
              false)
          .with("minimum", minimumYen);
    }
  }
}
