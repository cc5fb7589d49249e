package live.nigiwai.shop.stock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import live.nigiwai.shop.stock.LaneRules.Earlier;
import live.nigiwai.shop.stock.LaneRules.Facts;
import live.nigiwai.shop.stock.LaneRules.Key;
import live.nigiwai.shop.stock.LaneRules.Terms;
import live.nigiwai.shop.stock.LaneRules.Who;
import live.nigiwai.shop.stock.ReserveOutcome.AlreadyHeld;
import live.nigiwai.shop.stock.ReserveOutcome.KeyReused;
import live.nigiwai.shop.stock.ReserveOutcome.NotOnSale;
import live.nigiwai.shop.stock.ReserveOutcome.OverBuyerLimit;
import live.nigiwai.shop.stock.ReserveOutcome.Reserved;
import live.nigiwai.shop.stock.ReserveOutcome.SoldOut;
import live.nigiwai.show.Money;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.ViewerId;
import live.nigiwai.show.timeline.SaleState;
import org.junit.jupiter.api.Test;

class LaneRulesTest {
  private static final ShowId SHOW = new ShowId("demo");
  private static final SkuId SKU = new SkuId("bowl");
  private static final Terms ON_SALE = new Terms(SaleState.ON_SALE, 3, Money.yen(3300), 7);

  private final Map<Key, Earlier> earlier = new HashMap<>();
  private final Map<Who, Hold> live = new HashMap<>();
  private final Map<Who, Integer> taken = new HashMap<>();
  private final Map<ShowId, Allotment> own = new HashMap<>();
  private int fresh;

  private Press press(String buyer, int quantity, String key) {
    return new Press(SHOW, SKU, new ViewerId(buyer), quantity, key, "hold-" + fresh++);
  }

  private Facts facts(int left, Terms terms) {
    var level = new Level(SKU, new ProductId("bowl"), left, 0, 0, left, 1);
    return new Facts(
        level, own, Map.of(SHOW, terms), earlier, live, taken, new ShowTime(1_000), 300_000);
  }

  private List<ReserveOutcome> decide(int left, Press... presses) {
    return LaneRules.decide(List.of(presses), facts(left, ON_SALE)).outcomes();
  }

  @Test
  void takesInOrderWhileThereAreEnough() {
    var decision =
        LaneRules.decide(
            List.of(press("a", 2, "1"), press("b", 2, "2"), press("c", 1, "3")), facts(3, ON_SALE));
    assertThat(decision.outcomes().get(0)).isInstanceOf(Reserved.class);
    assertThat(decision.outcomes().get(1)).isEqualTo(new SoldOut(1));
    assertThat(decision.outcomes().get(2)).isInstanceOf(Reserved.class);
    assertThat(decision.units()).isEqualTo(3);
    var hold = decision.accepted().getFirst();
    assertThat(hold.unitPrice()).isEqualTo(Money.yen(3300));
    assertThat(hold.expiresAt()).isEqualTo(new ShowTime(301_000));
  }

  @Test
  void doubleTapInOneBatchHoldsOnce() {
    var outcomes = decide(5, press("a", 1, "1"), press("a", 1, "2"), press("a", 1, "1"));
    assertThat(outcomes.get(0)).isInstanceOf(Reserved.class);
    var hold = ((Reserved) outcomes.get(0)).hold();
    assertThat(outcomes.get(1)).isEqualTo(new AlreadyHeld(hold));
    assertThat(outcomes.get(2)).isEqualTo(new AlreadyHeld(hold));
  }

  @Test
  void keyOfAnEarlierPressAnswersItEvenWhenSoldOut() {
    var hold = ((Reserved) decide(1, press("a", 1, "k")).getFirst()).hold();
    earlier.put(new Key(new ViewerId("a"), "k"), new Earlier(hold.in(HoldState.RELEASED), 1));
    assertThat(decide(0, press("a", 1, "k")).getFirst()).isInstanceOf(AlreadyHeld.class);
    assertThat(decide(9, press("a", 2, "k")).getFirst()).isEqualTo(new KeyReused());
    assertThat(decide(9, press("b", 1, "k")).getFirst()).isInstanceOf(Reserved.class);
  }

  @Test
  void limitCountsWhatTheBuyerHasAlready() {
    taken.put(new Who(SHOW, new ViewerId("a")), 2);
    assertThat(decide(9, press("a", 2, "1")).getFirst()).isEqualTo(new OverBuyerLimit(3));
    assertThat(decide(9, press("a", 1, "2")).getFirst()).isInstanceOf(Reserved.class);
  }

  @Test
  void onlyWhatIsOnSaleIsTaken() {
    for (SaleState state : SaleState.values()) {
      var terms = new Terms(state, 3, Money.yen(1), 1);
      var outcome = LaneRules.decide(List.of(press("a", 1, state.name())), facts(1, terms));
      if (state == SaleState.ON_SALE) {
        assertThat(outcome.outcomes().getFirst()).isInstanceOf(Reserved.class);
      } else {
        assertThat(outcome.outcomes()).containsExactly(new NotOnSale());
      }
    }
  }

  private Hold reserved(Terms terms, long delayMillis) {
    var late = new Press(SHOW, SKU, new ViewerId("a"), 1, "k", "h", delayMillis);
    return ((Reserved) LaneRules.decide(List.of(late), facts(9, terms)).outcomes().getFirst())
        .hold();
  }

  private static Terms timed(long endsAt, long yen) {
    var timed = new LaneRules.Timed("t", Money.yen(yen), new ShowTime(endsAt));
    return new Terms(
        SaleState.ON_SALE, 3, Money.yen(3300), 7, SaleMode.HOLD, List.of(timed), false);
  }

  @Test
  void tapEarnsATimedPriceAsLateAsItsPictureIsAndNoMoreThanHalfAMinute() {
    // It is 1,000 now.
    assertThat(reserved(timed(1_000, 2900), 0).unitPrice()).isEqualTo(Money.yen(2900));
    assertThat(reserved(timed(999, 2900), 0).unitPrice()).isEqualTo(Money.yen(3300));
    assertThat(reserved(timed(-7_000, 2900), 8_000).unitPrice()).isEqualTo(Money.yen(2900));
    assertThat(reserved(timed(-7_001, 2900), 8_000).unitPrice()).isEqualTo(Money.yen(3300));
    assertThat(reserved(timed(-29_000, 2900), 90_000).unitPrice()).isEqualTo(Money.yen(2900));
    assertThat(reserved(timed(-29_001, 2900), 90_000).unitPrice()).isEqualTo(Money.yen(3300));
    assertThat(reserved(timed(999, 2900), -5_000).unitPrice()).isEqualTo(Money.yen(3300));
    assertThat(reserved(timed(5_000, 2900), 0).how().timedPrice()).isEqualTo("t");
  }

  @Test
  void timedPriceNeverMakesAnythingDearer() {
    var hold = reserved(timed(5_000, 3400), 0);
    assertThat(hold.unitPrice()).isEqualTo(Money.yen(3300));
    assertThat(hold.how().timedPrice()).isNull();
  }

  @Test
  void showWithUnitsOfItsOwnSellsThoseAndNoOthers() {
    own.put(SHOW, new Allotment("x", SHOW, SKU, null, 3, 1));
    assertThat(decide(0, press("a", 2, "1"), press("b", 1, "2")))
        .satisfiesExactly(
            one -> assertThat(one).isInstanceOf(Reserved.class),
            other -> assertThat(other).isEqualTo(new SoldOut(0)));
    own.put(SHOW, new Allotment("x", SHOW, SKU, null, 3, 3));
    assertThat(decide(9, press("c", 1, "3")).getFirst()).isEqualTo(new SoldOut(0));
  }

  @Test
  void whoeverPaysFirstHasItSoNoTapKeepsAUnit() {
    var terms =
        new Terms(SaleState.ON_SALE, 3, Money.yen(1), 1, SaleMode.FIRST_PAID, List.of(), false);
    var decision =
        LaneRules.decide(List.of(press("a", 1, "1"), press("b", 1, "2")), facts(1, terms));
    assertThat(decision.outcomes()).allMatch(Reserved.class::isInstance);
    assertThat(decision.units()).isZero();
    assertThat(decision.accepted()).allMatch(hold -> hold.how().soft());
    assertThat(LaneRules.decide(List.of(press("c", 1, "3")), facts(0, terms)).outcomes())
        .containsExactly(new SoldOut(0));
  }

  @Test
  void whatSomebodyWaitsForIsNotSoldToOthers() {
    var waited = new Terms(SaleState.ON_SALE, 3, Money.yen(1), 1, SaleMode.HOLD, List.of(), true);
    assertThat(LaneRules.decide(List.of(press("a", 1, "1")), facts(5, waited)).outcomes())
        .containsExactly(new SoldOut(0));
  }

  @Test
  void neverTakesMoreThanThereIsWhateverIsPressed() {
    var random = new Random(11);
    for (int run = 0; run < 2_000; run++) {
      int left = random.nextInt(12);
      var presses = new ArrayList<Press>();
      for (int i = 0; i < random.nextInt(30); i++) {
        presses.add(
            press("b" + random.nextInt(8), 1 + random.nextInt(4), "k" + random.nextInt(12)));
      }
      var decision = LaneRules.decide(presses, facts(left, ON_SALE));
      assertThat(decision.outcomes()).hasSameSizeAs(presses);
      assertThat(decision.units())
          .isEqualTo(decision.accepted().stream().mapToInt(Hold::quantity).sum())
          .isLessThanOrEqualTo(left);
      assertThat(decision.accepted()).extracting(Hold::buyer).doesNotHaveDuplicates();
      assertThat(decision.accepted()).allMatch(hold -> hold.quantity() <= 3);
    }
  }
}
