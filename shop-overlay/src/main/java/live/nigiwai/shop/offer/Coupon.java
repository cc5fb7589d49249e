package live.nigiwai.shop.offer;

import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.pricing.Discount;
import live.nigiwai.shop.pricing.Discount.Reduction;
import live.nigiwai.show.Money;
import org.jspecify.annotations.Nullable;

/**
 * A coupon as stored.
 *
 * @param amount percent or yen; 0 for free shipping
 * @param segment who it is for; null for everybody
 * @param minimum goods for at least so much, before discounts
 * @param totalMax orders it is good for; null without limit
 * @param personMax orders of one person it is good for; null without limit
 * @param used how many orders have it, where {@code totalMax} is given
 * @param startsAt epoch milliseconds; null for always
 * @param endsAt epoch milliseconds, the first moment at which it is over; null for never
 */
record Coupon(
    String id,
    String code,
    LocalText label,
    Kind kind,
    long amount,
    @Nullable String segment,
    Money minimum,
    @Nullable Integer totalMax,
    @Nullable Integer personMax,
    int used,
    @Nullable Long startsAt,
    @Nullable Long endsAt,
    boolean active) {
  enum Kind {
    PERCENT,
    YEN,
    FREE_SHIPPING
  }

  Discount discount() {
    var reduction =
        switch (kind) {
          case PERCENT -> new Reduction.Percent((int) amount);
          case YEN -> new Reduction.Yen(Money.yen(amount));
          case FREE_SHIPPING -> new Reduction.FreeShipping();
        };
    return new Discount("coupon:" + id, label, reduction);
  }
}
