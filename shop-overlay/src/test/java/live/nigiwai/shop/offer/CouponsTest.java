package live.nigiwai.shop.offer;

import static live.nigiwai.shop.offer.CouponScene.asker;
import static live.nigiwai.shop.offer.CouponScene.customer;
import static live.nigiwai.shop.offer.CouponScene.forSegment;
import static live.nigiwai.shop.offer.CouponScene.limited;
import static live.nigiwai.shop.offer.CouponScene.percent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.shop.offer.Coupons.Taken;
import live.nigiwai.shop.pricing.Discount.Reduction;
import live.nigiwai.show.ViewerId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CouponsTest {
  private static CouponScene scene;

  @BeforeAll
  static void open() {
    scene = new CouponScene();
  }

  @BeforeEach
  void empty() {
    scene.emptied();
  }

  @AfterAll
  static void close() {
    scene.close();
  }

  @Test
  void codeIsReadInAnyWidthAndCase() {
    scene.create(percent("YUZU10", 10));
    assertThat(scene.preview(" ｙｕｚｕ－１０ ", asker("hana")))
        .isInstanceOfSatisfying(
            CouponAnswer.Applies.class,
            applies ->
                assertThat(applies.discount().reduction()).isEqualTo(new Reduction.Percent(10)));
  }

  @Test
  void aHundredOrdersForTheLastUseGetOne() throws Exception {
    scene.create(limited("LAST", 1, null));
    var submits = new ArrayList<Callable<Taken>>();
    for (int i = 0; i < 100; i++) {
      String name = "buyer-" + i;
      submits.add(() -> scene.insist("LAST", "order-" + name, asker(name)));
    }
    int given = 0;
    try (var threads = Executors.newFixedThreadPool(12)) {
      for (var taken : threads.invokeAll(submits)) {
        given += taken.get() instanceof Taken.Given ? 1 : 0;
      }
    }
    assertThat(given).isEqualTo(1);
    assertThat(scene.used("LAST")).isEqualTo(1);
    assertThat(scene.preview("LAST", asker("late"))).isInstanceOf(CouponAnswer.UsedUp.class);
  }

  @Test
  void onePersonsOrdersAtOnceGetNoMoreThanTheirLimit() throws Exception {
    scene.create(limited("ONCE", null, 1));
    var submits = new ArrayList<Callable<Taken>>();
    for (int i = 0; i < 20; i++) {
      String order = "order-" + i;
      submits.add(() -> scene.insist("ONCE", order, asker("hana")));
    }
    int given = 0;
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (var taken : threads.invokeAll(submits)) {
        given += taken.get() instanceof Taken.Given ? 1 : 0;
      }
    }
    assertThat(given).isEqualTo(1);
    assertThat(scene.used("ONCE")).isEqualTo(1);
  }

  @Test
  void whoeverIsForgottenLeavesTheUseButNotTheMailbox() {
    scene.create(limited("ONCE", null, 1));
    assertThat(scene.take("ONCE", "order-1", asker("hana"))).isInstanceOf(Taken.Given.class);
    var hana = asker("hana").viewer();
    assertThat(scene.database.query(sql -> scene.offers.copyOf(sql, hana)).toString())
        .contains("order-1");
    scene.database.transaction(
        sql -> {
          scene.offers.erase(sql, hana);
          return true;
        });
    assertThat(scene.mailboxes()).isZero();
    assertThat(scene.used("ONCE")).isEqualTo(1);
  }

  @Test
  void aNewBrowserWithTheSameMailboxIsTheSamePerson() {
    scene.create(limited("ONCE", null, 1));
    assertThat(scene.take("ONCE", "o1", asker("hana"))).isInstanceOf(Taken.Given.class);
    var elsewhere = new Asker(new ViewerId("other"), "HANA@example.jp", null);
    assertThat(scene.take("ONCE", "o2", elsewhere)).isInstanceOf(Taken.Refused.class);
  }

  @Test
  void theSameOrderTakesItOnceHoweverOften() {
    scene.create(limited("ONCE", 5, 1));
    assertThat(scene.take("ONCE", "o1", asker("hana"))).isInstanceOf(Taken.Given.class);
    assertThat(scene.take("ONCE", "o1", asker("hana"))).isInstanceOf(Taken.Given.class);
    assertThat(scene.used("ONCE")).isEqualTo(1);
  }

  @Test
  void givenBackOnceHoweverOften() {
    scene.create(limited("LAST", 1, 1));
    scene.take("LAST", "o1", asker("hana"));
    scene.giveBack("o1");
    scene.giveBack("o1");
    assertThat(scene.used("LAST")).isZero();
    assertThat(scene.take("LAST", "o2", asker("hana"))).isInstanceOf(Taken.Given.class);
    scene.giveBack("o1");
    assertThat(scene.used("LAST")).isEqualTo(1);
  }

  @Test
  void anotherCodeGivesTheFirstOneBack() {
    scene.create(limited("FIRST", 1, null));
    scene.create(limited("SECOND", 1, null));
    scene.take("FIRST", "o1", asker("hana"));
    scene.take("SECOND", "o1", asker("hana"));
    assertThat(scene.used("FIRST")).isZero();
    assertThat(scene.used("SECOND")).isEqualTo(1);
    assertThat(scene.take(null, "o1", asker("hana"))).isInstanceOf(Taken.None.class);
    assertThat(scene.used("SECOND")).isZero();
  }

  @Test
  void anotherSegmentsCodeIsAnsweredLikeNone() {
    scene.create(forSegment("GOLDONLY", "gold"));
    assertThat(scene.preview("GOLDONLY", asker("hana"))).isInstanceOf(CouponAnswer.Unknown.class);
    assertThat(scene.take("GOLDONLY", "o1", asker("hana"))).isInstanceOf(Taken.Refused.class);
    assertThat(scene.preview("GOLDONLY", customer("kei", "gold")))
        .isInstanceOf(CouponAnswer.Applies.class);
    assertThat(scene.preview("NOSUCHCODE", asker("hana")))
        .isEqualTo(scene.preview("GOLDONLY", asker("hana")));
  }

  @Test
  void segmentsFollowFromOrders() {
    scene.create(forSegment("WELCOME", "new"));
    scene.create(forSegment("AGAIN", "repeat"));
    scene.create(forSegment("MISSYOU", "lapsed"));
    scene.create(forSegment("FAMILY", "member"));
    assertThat(scene.preview("WELCOME", asker("hana"))).isInstanceOf(CouponAnswer.Applies.class);
    scene.ordered("hana", "hana@example.jp", 400);
    assertThat(scene.preview("WELCOME", asker("hana"))).isInstanceOf(CouponAnswer.Unknown.class);
    assertThat(scene.preview("MISSYOU", asker("hana"))).isInstanceOf(CouponAnswer.Applies.class);
    assertThat(scene.preview("AGAIN", asker("hana"))).isInstanceOf(CouponAnswer.Unknown.class);
    scene.ordered("hana", "hana@example.jp", 3);
    assertThat(scene.preview("AGAIN", asker("hana"))).isInstanceOf(CouponAnswer.Applies.class);

    // A cleared cookie does not make a new customer of a known mailbox.
    var elsewhere = new Asker(new ViewerId("other"), "Hana@Example.jp", null);
    assertThat(scene.preview("WELCOME", elsewhere)).isInstanceOf(CouponAnswer.Unknown.class);

    assertThat(scene.preview("FAMILY", asker("mei"))).isInstanceOf(CouponAnswer.Unknown.class);
    scene.members.add(new ViewerId("mei"));
    assertThat(scene.preview("FAMILY", asker("mei"))).isInstanceOf(CouponAnswer.Applies.class);
  }

  @Test
  void theMerchantsWordStandsForTheOrders() {
    scene.create(forSegment("WELCOME", "new"));
    scene.create(forSegment("AGAIN", "repeat"));
    assertThat(scene.preview("AGAIN", customer("kei", "repeat")))
        .isInstanceOf(CouponAnswer.Applies.class);
    assertThat(scene.preview("WELCOME", customer("kei", "repeat")))
        .isInstanceOf(CouponAnswer.Unknown.class);
  }

  @Test
  void wrongCodesRunOutAndRightOnesCostNothing() {
    scene.create(percent("YUZU10", 10));
    for (int i = 0; i < 20; i++) {
      assertThat(scene.preview("YUZU10", asker("hana"))).isInstanceOf(CouponAnswer.Applies.class);
    }
    for (int i = 0; i < 5; i++) {
      assertThat(scene.preview("GUESS" + i, asker("hana")))
          .isInstanceOf(CouponAnswer.Unknown.class);
    }
    // From then on not even the right one is told, or guessing would go on.
    assertThatThrownBy(() -> scene.preview("YUZU10", asker("hana")))
        .isInstanceOfSatisfying(
            ApiProblem.class, problem -> assertThat(problem.status()).isEqualTo(429));
  }

  @Test
  void manyBrowsersAtOneAddressRunOutTogether() {
    int refused = 0;
    for (int i = 0; i < 60; i++) {
      try {
        scene.preview("GUESS" + i, asker("browser-" + i));
      } catch (ApiProblem tooMany) {
        refused++;
      }
    }
    assertThat(refused).isEqualTo(10);
    assertThat(scene.coupons.preview("GUESS", asker("x"), "198.51.100.7", CouponScene.GOODS))
        .isInstanceOf(CouponAnswer.Unknown.class);
  }
}
