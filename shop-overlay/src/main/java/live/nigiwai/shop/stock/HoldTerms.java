package live.nigiwai.shop.stock;

import org.jspecify.annotations.Nullable;

/**
 * What is agreed about a hold beside its units and its price.
 *
 * @param soft first paid, first served: no unit is kept until the order is being paid
 * @param allotment the show's own units it was taken from; null for those everyone shares
 * @param timedPrice the timed price it earned, if it did
 */
public record HoldTerms(boolean soft, @Nullable String allotment, @Nullable String timedPrice) {
  public static final HoldTerms PLAIN = new HoldTerms(false, null, null);

  HoldTerms outOf(@Nullable String taken) {
    return new HoldTerms(soft, taken, timedPrice);
  }
}
