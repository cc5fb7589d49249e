package live.nigiwai.shop.offer;

import java.time.Duration;

/**
 * How coupons behave.
 *
 * @param lapsedAfter a buyer whose last order is older counts as lapsed
 * @param guessesPerMinute wrong codes that one viewer may try in a minute; ten times as many come
 *     from one address
 */
public record OfferConfig(Duration lapsedAfter, int guessesPerMinute) {
  public OfferConfig {
    if (lapsedAfter.toDays() < 1 || lapsedAfter.toDays() > 3_650) {
      throw new IllegalArgumentException("shop.offer.lapsedAfter must be 1 to 3650 days");
    }
    if (guessesPerMinute < 1 || guessesPerMinute > 100) {
      throw new IllegalArgumentException("shop.offer.guessesPerMinute must be 1 to 100");
    }
  }

  public static OfferConfig defaults() {
    return new OfferConfig(Duration.ofDays(180), 5);
  }
}
