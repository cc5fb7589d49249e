package live.nigiwai.shop.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import live.nigiwai.show.Money;

/**
 * Whether a shop may call a price its usual one 当店通常価格 while it asks less: the guide on price
 * representations (不当な価格表示についての景品表示法上の考え方, 第4の2(1)ア) wants it to have been 最近相当期間にわたって販売されていた価格. Of
 * the eight weeks before the sale began, or of the time on sale if that is shorter, the product was
 * sold at this price for more than half; for two weeks in all; and the last of it was less than two
 * weeks before the sale began.
 *
 * <p>The guide looks at the beginning of the sale. So that a sale does not outlive what it is
 * compared with, the comparison also ends when the sale has lasted four weeks: from then on the
 * lower price is the more frequent one of eight weeks. Pure.
 */
public final class UsualPriceRule {
  static final Duration LOOKING_BACK = Duration.ofDays(56);
  static final Duration AT_LEAST = Duration.ofDays(14);
  static final Duration AGO_MAX = Duration.ofDays(14);
  static final Duration SALE_MAX = Duration.ofDays(28);

  private UsualPriceRule() {}

  /**
   * A stretch of time in which the product was on sale at a price. Stretches may touch and overlap;
   * what overlaps counts once.
   *
   * @param to not included
   */
  public record Offered(Instant from, Instant to, Money price) {
    public Offered {
      if (to.isBefore(from)) {
        throw new IllegalArgumentException("an offer ends after it began");
      }
    }
  }

  /** What the rule says, in words for the staff. */
  public enum Verdict {
    ALLOWED("", ""),
    NEVER("この価格で販売した記録がありません。", "There is no record of a sale at this price."),
    NOT_MOST(
        "セール開始前8週間の販売期間の過半を、この価格で販売していません。",
        "It was not the price for more than half of the time on sale in the eight weeks before."),
    TOO_SHORT("この価格で販売した期間が、セール開始前8週間で2週間に足りません。", "It was the price for less than two weeks."),
    TOO_LONG_AGO(
        "この価格で最後に販売してから、セール開始までに2週間以上たっています。",
        "Two weeks or more passed between the last sale at this price and the beginning of the"
            + " sale."),
    SALE_TOO_LONG("セールが4週間続いたため、比較できる期間が過ぎました。", "The sale has lasted four weeks.");

    private final LocalText why;

    Verdict(String ja, String en) {
      this.why = new LocalText(ja, en);
    }

    public LocalText why() {
      return why;
    }
  }

  /**
   * @param history in any order; what lies after the beginning of the sale does not count
   * @param saleFrom when the lower price began
   * @param now when the comparison would be shown; not before the sale began
   */
  public static Verdict decide(List<Offered> history, Money usual, Instant saleFrom, Instant now) {
    if (!now.isBefore(saleFrom.plus(SALE_MAX))) {
      return Verdict.SALE_TOO_LONG;
    }
    var windowFrom = saleFrom.minus(LOOKING_BACK);
    var before =
        history.stream()
            .filter(it -> it.from().isBefore(saleFrom) && it.to().isAfter(windowFrom))
            .map(it -> new Offered(max(it.from(), windowFrom), min(it.to(), saleFrom), it.price()))
            .filter(it -> it.from().isBefore(it.to()))
            .toList();
    var atUsual = before.stream().filter(it -> it.price().equals(usual)).toList();
    if (atUsual.isEmpty()) {
      return Verdict.NEVER;
    }
    var sold = together(atUsual);
    if (sold.multipliedBy(2).compareTo(together(before)) <= 0) {
      return Verdict.NOT_MOST;
    }
    if (sold.compareTo(AT_LEAST) < 0) {
      return Verdict.TOO_SHORT;
    }
    var last = atUsual.stream().map(Offered::to).max(Comparator.naturalOrder()).orElseThrow();
    if (Duration.between(last, saleFrom).compareTo(AGO_MAX) >= 0) {
      return Verdict.TOO_LONG_AGO;
    }
    return Verdict.ALLOWED;
  }

  /** How long the stretches last, what overlaps counted once. */
  private static Duration together(List<Offered> stretches) {
    var sum = Duration.ZERO;
    var reached = Instant.MIN;
    for (var it : stretches.stream().sorted(Comparator.comparing(Offered::from)).toList()) {
      var from = max(it.from(), reached);
      if (it.to().isAfter(from)) {
        sum = sum.plus(Duration.between(from, it.to()));
        reached = it.to();
      }
    }
    return sum;
  }

  private static Instant max(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant min(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
