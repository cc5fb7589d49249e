package live.nigiwai.shop.catalog;

import static live.nigiwai.shop.catalog.UsualPriceRule.Verdict.ALLOWED;
import static live.nigiwai.shop.catalog.UsualPriceRule.Verdict.NEVER;
import static live.nigiwai.shop.catalog.UsualPriceRule.Verdict.NOT_MOST;
import static live.nigiwai.shop.catalog.UsualPriceRule.Verdict.SALE_TOO_LONG;
import static live.nigiwai.shop.catalog.UsualPriceRule.Verdict.TOO_LONG_AGO;
import static live.nigiwai.shop.catalog.UsualPriceRule.Verdict.TOO_SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import live.nigiwai.shop.catalog.UsualPriceRule.Offered;
import live.nigiwai.shop.catalog.UsualPriceRule.Verdict;
import live.nigiwai.show.Money;
import org.junit.jupiter.api.Test;

/** When a shop may call a price its usual one. Days are counted back from the sale. */
class UsualPriceRuleTest {
  private static final Instant SALE = Instant.parse("2026-11-26T00:00:00Z");
  private static final Money USUAL = Money.yen(5_000);
  private static final Money LESS = Money.yen(4_000);

  private static Instant daysBefore(double days) {
    return SALE.minusSeconds(Math.round(days * 86_400));
  }

  private static Offered offered(double fromDays, double toDays, Money price) {
    return new Offered(daysBefore(fromDays), daysBefore(toDays), price);
  }

  private static Verdict atTheSale(Offered... history) {
    return UsualPriceRule.decide(List.of(history), USUAL, SALE, SALE);
  }

  @Test
  void workedExamplesOfTheGuide() {
    assertThat(atTheSale(offered(56, 0, USUAL))).isEqualTo(ALLOWED);
    assertThat(atTheSale()).isEqualTo(NEVER);
    assertThat(atTheSale(offered(56, 0, LESS))).isEqualTo(NEVER);
    // Exactly half is not more than half.
    assertThat(atTheSale(offered(56, 28, LESS), offered(28, 0, USUAL))).isEqualTo(NOT_MOST);
    assertThat(atTheSale(offered(56, 29, LESS), offered(29, 0, USUAL))).isEqualTo(ALLOWED);
    // Cheaper for the last 13 days, and for the last 14.
    assertThat(atTheSale(offered(56, 13, USUAL), offered(13, 0, LESS))).isEqualTo(ALLOWED);
    assertThat(atTheSale(offered(56, 14, USUAL), offered(14, 0, LESS))).isEqualTo(TOO_LONG_AGO);
    // A new product: all of its time, but less than two weeks of it.
    assertThat(atTheSale(offered(13, 0, USUAL))).isEqualTo(TOO_SHORT);
    assertThat(atTheSale(offered(14, 0, USUAL))).isEqualTo(ALLOWED);
  }

  @Test
  void onlyTimeOnSaleCounts() {
    // Sold for twenty days of eight weeks, all of them at the usual price.
    assertThat(atTheSale(offered(50, 40, USUAL), offered(12, 2, USUAL))).isEqualTo(ALLOWED);
    // What lies before the eight weeks does not count.
    assertThat(atTheSale(offered(200, 56, USUAL), offered(10, 0, LESS))).isEqualTo(NEVER);
  }

  @Test
  void twoShopWindowsAtOnceAreOneTimeOnSale() {
    assertThat(atTheSale(offered(10, 0, USUAL), offered(10, 0, USUAL))).isEqualTo(TOO_SHORT);
  }

  @Test
  void comparisonEndsWithTheFourthWeekOfTheSale() {
    var history = List.of(offered(56, 0, USUAL));
    var last = SALE.plus(Duration.ofDays(28));
    assertThat(UsualPriceRule.decide(history, USUAL, SALE, last.minusMillis(1))).isEqualTo(ALLOWED);
    assertThat(UsualPriceRule.decide(history, USUAL, SALE, last)).isEqualTo(SALE_TOO_LONG);
  }

  /** Against the same rule counted hour by hour, over random histories. */
  @Test
  void agreesWithCountingTheHours() {
    var random = new Random(20_261_126);
    int allowed = 0;
    for (int round = 0; round < 3_000; round++) {
      var history = new ArrayList<Offered>();
      int stretches = random.nextInt(6);
      for (int i = 0; i < stretches; i++) {
        int from = 1 + random.nextInt(24 * 70);
        int to = Math.max(0, from - random.nextInt(24 * 50));
        var price = random.nextInt(4) == 0 ? LESS : USUAL;
        history.add(offered(from / 24.0, to / 24.0, price));
      }
      Collections.shuffle(history, random);
      var verdict = UsualPriceRule.decide(history, USUAL, SALE, SALE);
      assertThat(verdict).as("%s", history).isEqualTo(byTheHour(history));
      allowed += verdict == ALLOWED ? 1 : 0;
    }
    assertThat(allowed).isBetween(300, 2_700);
  }

  private static Verdict byTheHour(List<Offered> history) {
    int sold = 0;
    int usual = 0;
    int lastUsual = Integer.MAX_VALUE;
    for (int hour = 1; hour <= 56 * 24; hour++) {
      var begin = SALE.minus(Duration.ofHours(hour));
      boolean any = history.stream().anyMatch(it -> covers(it, begin));
      boolean at = history.stream().anyMatch(it -> covers(it, begin) && it.price().equals(USUAL));
      sold += any ? 1 : 0;
      usual += at ? 1 : 0;
      if (at) {
        lastUsual = Math.min(lastUsual, hour - 1);
      }
    }
    if (usual == 0) {
      return NEVER;
    }
    if (usual * 2 <= sold) {
      return NOT_MOST;
    }
    if (usual < 14 * 24) {
      return TOO_SHORT;
    }
    return lastUsual >= 14 * 24 ? TOO_LONG_AGO : ALLOWED;
  }

  private static boolean covers(Offered it, Instant hour) {
    return !it.from().isAfter(hour) && it.to().isAfter(hour);
  }
}
