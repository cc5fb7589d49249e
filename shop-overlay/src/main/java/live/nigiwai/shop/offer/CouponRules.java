package live.nigiwai.shop.offer;

import java.util.Set;
import live.nigiwai.show.Money;

/** Who may use which coupon when. Pure. */
final class CouponRules {
  private CouponRules() {}

  /**
   * @param segments those the person belongs to
   * @param usedByPerson their orders that have it, except the one in question
   * @param counted whether the order in question is among {@code coupon.used()} already
   * @param now the database's clock, epoch milliseconds
   */
  static CouponAnswer decide(
      Coupon coupon,
      Set<String> segments,
      int usedByPerson,
      boolean counted,
      Money goods,
      long now) {
    Long starts = coupon.startsAt();
    Long ends = coupon.endsAt();
    boolean itsTime = (starts == null || now >= starts) && (ends == null || now < ends);
    String segment = coupon.segment();
    if (!coupon.active() || !itsTime || (segment != null && !segments.contains(segment))) {
      return new CouponAnswer.Unknown();
    }
    Integer personMax = coupon.personMax();
    if (personMax != null && usedByPerson >= personMax) {
      return new CouponAnswer.UsedBefore();
    }
    Integer totalMax = coupon.totalMax();
    if (totalMax != null && coupon.used() - (counted ? 1 : 0) >= totalMax) {
      return new CouponAnswer.UsedUp();
    }
    if (goods.compareTo(coupon.minimum()) < 0) {
      return new CouponAnswer.BelowMinimum(coupon.minimum().yen());
    }
    return new CouponAnswer.Applies(coupon.discount());
  }
}
