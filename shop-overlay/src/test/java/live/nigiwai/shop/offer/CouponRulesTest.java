package live.nigiwai.shop.offer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.show.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CouponRulesTest {
  private static final Money GOODS = Money.yen(3_000);

  private static Coupon coupon(
      @Nullable Long starts, @Nullable Long ends, long minimum, int used, boolean active) {
    return new Coupon(
        "id",
        "YUZU10",
        new LocalText("柚子", "Yuzu"),
        Coupon.Kind.PERCENT,
        10,
        null,
        Money.yen(minimum),
        2,
        1,
        used,
        starts,
        ends,
        active);
  }

  private static CouponAnswer decide(Coupon coupon, int usedBefore, boolean counted, long now) {
    return CouponRules.decide(coupon, Set.of(), usedBefore, counted, GOODS, now);
  }

  @Test
  void appliesFromItsFirstMomentUntilBeforeItsLast() {
    var timed = coupon(100L, 200L, 0, 0, true);
    assertThat(decide(timed, 0, false, 99)).isInstanceOf(CouponAnswer.Unknown.class);
    assertThat(decide(timed, 0, false, 100)).isInstanceOf(CouponAnswer.Applies.class);
    assertThat(decide(timed, 0, false, 199)).isInstanceOf(CouponAnswer.Applies.class);
    assertThat(decide(timed, 0, false, 200)).isInstanceOf(CouponAnswer.Unknown.class);
  }

  @Test
  void saysHowMuchIsMissingToTheMinimum() {
    assertThat(decide(coupon(null, null, 3_000, 0, true), 0, false, 0))
        .isInstanceOf(CouponAnswer.Applies.class);
    assertThat(decide(coupon(null, null, 3_001, 0, true), 0, false, 0))
        .isEqualTo(new CouponAnswer.BelowMinimum(3_001));
  }

  @Test
  void anOrderThatHasTheLastOneKeepsIt() {
    assertThat(decide(coupon(null, null, 0, 2, true), 0, false, 0))
        .isInstanceOf(CouponAnswer.UsedUp.class);
    assertThat(decide(coupon(null, null, 0, 2, true), 0, true, 0))
        .isInstanceOf(CouponAnswer.Applies.class);
  }

  @Test
  void oncePerPersonAndNotAtAllWhenEnded() {
    assertThat(decide(coupon(null, null, 0, 0, true), 1, false, 0))
        .isInstanceOf(CouponAnswer.UsedBefore.class);
    assertThat(decide(coupon(null, null, 0, 0, false), 0, false, 0))
        .isInstanceOf(CouponAnswer.Unknown.class);
  }
}
