package live.nigiwai.shop.payment.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import live.nigiwai.shop.Shop;
import live.nigiwai.shop.payment.Charge;
import live.nigiwai.shop.payment.Contact;
import live.nigiwai.shop.payment.Payment;
import live.nigiwai.shop.payment.PaymentMethod;
import live.nigiwai.shop.payment.PaymentProvider;
import live.nigiwai.shop.payment.Refund;
import live.nigiwai.shop.payment.Refunded;
import live.nigiwai.show.Money;
import live.nigiwai.show.ShowTime;
import live.nigiwai.testkit.Eventually;
import live.nigiwai.testkit.PostgresForTests;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Everything that goes wrong with a provider, on request. */
class SimulatedTroubleTest {
  private static final AtomicInteger ATTEMPTS = new AtomicInteger();
  private static SimulatorHouse house;
  private static final List<String> received = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void open() {
    house =
        new SimulatorHouse(
            PostgresForTests.migrated("runtime", Shop.MIGRATIONS),
            SimulatorConfig.defaults()
                .withLate(Duration.ofMillis(1_500))
                .withCallsPerSecondMax(1_000_000));
    house.post.start((body, signature) -> received.add(new String(body, StandardCharsets.UTF_8)));
  }

  @BeforeEach
  void forget() {
    received.clear();
  }

  @AfterAll
  static void close() {
    house.close();
  }

  private static PaymentProvider provider() {
    return house.simulated;
  }

  private static Charge charge(String token, String email) {
    return new Charge(
        "t-" + ATTEMPTS.incrementAndGet(),
        PaymentMethod.CARD,
        token,
        Money.yen(3_900),
        new Contact("鈴木 はな", email, "09012345678"),
        "/checkout/c1",
        house.later());
  }

  private static List<String> webhooksOf(Charge charge) {
    return received.stream().filter(body -> body.contains(charge.attemptId() + "\"")).toList();
  }

  private static Charge captured(String tag) {
    var charge = charge(house.goodCard(), "hana" + tag + "@example.jp");
    assertThat(provider().begin(charge)).isInstanceOf(Payment.Captured.class);
    return charge;
  }

  @Test
  void webhooksComeOnceTwiceLateOrNever() {
    var once = captured("");
    var twice = captured("+sim-twice");
    var late = captured("+sim-late");
    var never = captured("+sim-lost");
    Eventually.holds(
        () -> {
          assertThat(webhooksOf(once)).hasSize(1);
          assertThat(webhooksOf(twice)).hasSize(3);
          assertThat(webhooksOf(late)).hasSize(1);
        });
    assertThat(webhooksOf(twice).stream().distinct()).hasSize(1);
    assertThat(received.indexOf(webhooksOf(once).getFirst()))
        .isLessThan(received.indexOf(webhooksOf(late).getFirst()));
    assertThat(webhooksOf(never)).isEmpty();
    assertThat(provider().lookUp(never.attemptId(), null)).isInstanceOf(Payment.Captured.class);
  }

  @Test
  void earlyWebhookIsThereBeforeTheAnswer() {
    var early = captured("+sim-early");
    Eventually.holds(() -> assertThat(webhooksOf(early)).hasSize(1));
  }

  @Test
  void shuffledWebhooksSayTheLastFirst() {
    var shuffled = captured("+sim-shuffled");
    Eventually.holds(() -> assertThat(webhooksOf(shuffled)).hasSize(2));
    assertThat(webhooksOf(shuffled).getFirst()).contains("payment.captured");
    assertThat(webhooksOf(shuffled).getLast()).contains("payment.created");
  }

  @Test
  void cardsThatLoseTheAnswerOrTheRequest() {
    var taken = charge(house.card(SimulatedCard.Behaviour.ANSWER_LOST), "hana@example.jp");
    assertThat(provider().begin(taken)).isEqualTo(new Payment.Unknown());
    assertThat(provider().lookUp(taken.attemptId(), null)).isInstanceOf(Payment.Captured.class);

    var lost = charge(house.card(SimulatedCard.Behaviour.NOT_ARRIVED), "hana@example.jp");
    assertThat(provider().begin(lost)).isEqualTo(new Payment.Unknown());
    assertThat(provider().lookUp(lost.attemptId(), null)).isEqualTo(new Payment.Unheard());
    assertThat(provider().begin(lost)).isInstanceOf(Payment.Captured.class);
  }

  @Test
  void cancelIsSilentWhileALateCardIs() {
    var late = charge(house.card(SimulatedCard.Behaviour.LATE), "hana@example.jp");
    assertThat(provider().begin(late)).isEqualTo(new Payment.Unknown());
    assertThat(provider().cancel(late.attemptId(), null)).isEqualTo(new Payment.Unknown());
    Eventually.holds(
        () ->
            assertThat(provider().cancel(late.attemptId(), null))
                .isInstanceOf(Payment.Captured.class));
  }

  @Test
  void outageAnswersNobodyAndForgetsNothing() {
    var before = captured("");
    house.simulated.outage(new ShowTime(System.currentTimeMillis() + 3_600_000));
    var during = charge(house.goodCard(), "hana@example.jp");
    assertThat(provider().begin(during)).isEqualTo(new Payment.Unknown());
    assertThat(provider().lookUp(before.attemptId(), null)).isEqualTo(new Payment.Unknown());
    assertThat(provider().cancel(before.attemptId(), null)).isEqualTo(new Payment.Unknown());
    house.simulated.outage(new ShowTime(0));
    assertThat(provider().lookUp(before.attemptId(), null)).isInstanceOf(Payment.Captured.class);
    assertThat(provider().lookUp(during.attemptId(), null)).isEqualTo(new Payment.Unheard());
  }

  @Test
  void refundWhoseAnswerIsLostIsMadeOnce() {
    var charge = captured("+sim-refund-lost");
    var reference = ((Payment.Captured) provider().lookUp(charge.attemptId(), null)).reference();
    var refund =
        new Refund(
            "r-" + charge.attemptId(),
            charge.attemptId(),
            reference,
            PaymentMethod.CARD,
            Money.yen(3_900),
            charge.contact());
    int before = house.refunds();
    assertThat(provider().refund(refund)).isEqualTo(new Refunded.Unknown());
    assertThat(provider().refund(refund)).isInstanceOf(Refunded.Done.class);
    assertThat(house.refunds()).isEqualTo(before + 1);
  }

  @Test
  void takesNoMoreCallsOfAKindInASecondThanItSays() {
    var nanos = new AtomicLong(5);
    var crowd = new Crowd(25, nanos::get);
    for (int second = 0; second < 3; second++) {
      int admitted = 0;
      for (int i = 0; i < 100; i++) {
        admitted += crowd.admits("begin") ? 1 : 0;
      }
      assertThat(admitted).isEqualTo(25);
      assertThat(crowd.admits("lookUp")).isTrue();
      nanos.addAndGet(1_000_000_000L);
    }
  }

  @Test
  void chaosFollowsFromItsSeed() {
    assertThat(drawn(7)).isEqualTo(drawn(7)).isNotEqualTo(drawn(8));
    assertThat(drawn(7).stream().filter(befalls -> befalls != Chaos.OfCall.NOTHING).count())
        .isBetween(200L, 400L);
    assertThat(drawn(0)).containsOnly(Chaos.OfCall.NOTHING);
  }

  private static List<Chaos.OfCall> drawn(long seed) {
    var chaos = new Chaos(seed, 30);
    var drawn = new ArrayList<Chaos.OfCall>();
    for (int i = 0; i < 1_000; i++) {
      drawn.add(chaos.ofCall());
    }
    return drawn;
  }

  @Test
  void underChaosEveryAttemptHasExactlyOneOutcomeInTheEnd() {
    var wild =
        new SimulatorHouse(
            PostgresForTests.migrated("runtime", Shop.MIGRATIONS),
            SimulatorConfig.defaults()
                .withLate(Duration.ofMillis(200))
                .withCallsPerSecondMax(1_000_000)
                .withChaos(42, 60));
    try {
      String token = wild.goodCard();
      for (int i = 0; i < 40; i++) {
        var charge = charge(token, "hana@example.jp");
        boolean giveUp = i % 3 == 0;
        Eventually.holds(
            () -> {
              wild.simulated.begin(charge);
              var answer =
                  giveUp
                      ? wild.simulated.cancel(charge.attemptId(), null)
                      : wild.simulated.lookUp(charge.attemptId(), null);
              assertThat(answer).isInstanceOfAny(Payment.Captured.class, Payment.Cancelled.class);
            });
      }
      assertThat(wild.payments())
          .isEqualTo(
              wild.count("SELECT count(*)::int FROM shop_sim_charge WHERE result <> 'CANCELLED'"));
    } finally {
      wild.close();
    }
  }
}
