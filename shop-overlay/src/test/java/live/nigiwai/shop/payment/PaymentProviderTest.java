package live.nigiwai.shop.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import live.nigiwai.runtime.postgres.PostgresAddress;
import live.nigiwai.shop.Shop;
import live.nigiwai.shop.payment.simulator.SimulatorHouse;
import live.nigiwai.shop.payment.stripe.StripeHouse;
import live.nigiwai.show.Money;
import live.nigiwai.testkit.PostgresForTests;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the shop relies on, kept by the simulator and by Stripe's adapter alike. */
class PaymentProviderTest {
  private static final PostgresAddress DATABASE =
      PostgresForTests.migrated("runtime", Shop.MIGRATIONS);
  private static final Contact HANA = new Contact("鈴木 はな", "hana@example.jp", "09012345678");
  private static final AtomicInteger ATTEMPTS = new AtomicInteger();
  private static final List<ProviderHouse> HOUSES =
      List.of(new SimulatorHouse(DATABASE), new StripeHouse(DATABASE));

  static List<Named<ProviderHouse>> houses() {
    return HOUSES.stream().map(house -> Named.of(house.provider().name(), house)).toList();
  }

  @AfterAll
  static void close() {
    HOUSES.forEach(ProviderHouse::close);
  }

  private static String fresh() {
    return "attempt-" + ATTEMPTS.incrementAndGet();
  }

  private static Charge card(ProviderHouse house, String attempt, String token, long yen) {
    return charge(house, attempt, PaymentMethod.CARD, token, yen);
  }

  private static Charge charge(
      ProviderHouse house, String attempt, PaymentMethod method, @Nullable String token, long yen) {
    return new Charge(attempt, method, token, Money.yen(yen), HANA, "/checkout/c1", house.later());
  }

  private static <T> T as(Class<T> type, Object answer) {
    assertThat(answer).isInstanceOf(type);
    return type.cast(answer);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void takesTheMoneyOnceHoweverOftenItIsAsked(ProviderHouse house) throws Exception {
    int before = house.payments();
    String attempt = fresh();
    String token = house.goodCard();
    var calls = new ArrayList<Callable<Payment>>();
    for (int i = 0; i < 8; i++) {
      calls.add(() -> house.provider().begin(card(house, attempt, token, 3_900)));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var call : threads.invokeAll(calls)) {
        assertThat(call.get()).isInstanceOfAny(Payment.Captured.class, Payment.Unknown.class);
      }
    }
    var captured = as(Payment.Captured.class, house.provider().lookUp(attempt, null));
    assertThat(captured.amount()).isEqualTo(Money.yen(3_900));
    assertThat(house.provider().lookUp(attempt, captured.reference())).isEqualTo(captured);
    assertThat(house.provider().begin(card(house, attempt, token, 3_900))).isEqualTo(captured);
    assertThat(house.payments()).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void declinedIsFinal(ProviderHouse house) {
    String attempt = fresh();
    var declined =
        as(
            Payment.Declined.class,
            house.provider().begin(card(house, attempt, house.poorCard(), 3_900)));
    assertThat(declined.reason()).isEqualTo("insufficient_funds");
    assertThat(house.provider().lookUp(attempt, null))
        .isInstanceOfAny(Payment.Declined.class, Payment.Cancelled.class);
    assertThat(house.provider().cancel(attempt, null))
        .isInstanceOfAny(Payment.Declined.class, Payment.Cancelled.class);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void neverHeardOfIsSaidAsSuch(ProviderHouse house) {
    assertThat(house.provider().lookUp(fresh(), null)).isEqualTo(new Payment.Unheard());
  }

  @ParameterizedTest
  @MethodSource("houses")
  void requestLostOnTheWayIsUnknownAndTakesNothingUntilAskedAgain(ProviderHouse house) {
    int before = house.payments();
    String attempt = fresh();
    var charge = card(house, attempt, house.goodCard(), 3_900);
    house.loseNextRequest();
    assertThat(house.provider().begin(charge)).isEqualTo(new Payment.Unknown());
    assertThat(house.provider().lookUp(attempt, null))
        .isInstanceOfAny(Payment.Unheard.class, Payment.Unknown.class);
    assertThat(house.payments()).isEqualTo(before);
    assertThat(house.provider().begin(charge)).isInstanceOf(Payment.Captured.class);
    assertThat(house.payments()).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void answerLostOnTheWayBackIsUnknownThenFoundByOurIdAlone(ProviderHouse house) {
    int before = house.payments();
    String attempt = fresh();
    var charge = card(house, attempt, house.goodCard(), 3_900);
    house.loseNextAnswer();
    assertThat(house.provider().begin(charge)).isEqualTo(new Payment.Unknown());
    assertThat(house.provider().lookUp(attempt, null)).isInstanceOf(Payment.Captured.class);
    assertThat(house.provider().begin(charge)).isInstanceOf(Payment.Captured.class);
    assertThat(house.payments()).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void theBankAsksFirstAndItsAnswerDecides(ProviderHouse house) {
    for (boolean yes : new boolean[] {true, false}) {
      String attempt = fresh();
      var asked =
          as(
              Payment.ActionRequired.class,
              house.provider().begin(card(house, attempt, house.challengedCard(), 3_900)));
      assertThat(asked.next()).isInstanceOf(NextStep.Challenge.class);
      assertThat(house.provider().lookUp(attempt, asked.reference())).isEqualTo(asked);
      house.answer(asked, yes);
      assertThat(house.provider().lookUp(attempt, asked.reference()))
          .isInstanceOf(yes ? Payment.Captured.class : Payment.Declined.class);
    }
  }

  @ParameterizedTest
  @MethodSource("houses")
  void cancelledTakesNothingEvenWhereTheBuyerGoesOn(ProviderHouse house) {
    int before = house.payments();
    String attempt = fresh();
    var asked =
        as(
            Payment.ActionRequired.class,
            house.provider().begin(card(house, attempt, house.challengedCard(), 3_900)));
    assertThat(house.provider().cancel(attempt, asked.reference()))
        .isInstanceOf(Payment.Cancelled.class);
    house.answer(asked, true);
    assertThat(house.provider().lookUp(attempt, asked.reference()))
        .isInstanceOf(Payment.Cancelled.class);
    assertThat(house.payments()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void cancellingWhatIsPaidSaysThatItIsPaid(ProviderHouse house) {
    String attempt = fresh();
    var captured =
        as(
            Payment.Captured.class,
            house.provider().begin(card(house, attempt, house.goodCard(), 3_900)));
    assertThat(house.provider().cancel(attempt, captured.reference())).isEqualTo(captured);
    assertThat(house.provider().cancel(attempt, null)).isEqualTo(captured);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void cancelledBeforeItBeganNeverBegins(ProviderHouse house) {
    int before = house.payments();
    String attempt = fresh();
    assertThat(house.provider().cancel(attempt, null)).isInstanceOf(Payment.Cancelled.class);
    assertThat(house.provider().begin(card(house, attempt, house.goodCard(), 3_900)))
        .isInstanceOf(Payment.Cancelled.class);
    assertThat(house.provider().lookUp(attempt, null)).isInstanceOf(Payment.Cancelled.class);
    assertThat(house.payments()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void slipWaitsForCashAndIsPaid(ProviderHouse house) {
    String attempt = fresh();
    var slip = slip(house, attempt);
    assertThat(slip.slip().stores()).extracting(Slip.StoreCode::store).contains("lawson");
    assertThat(slip.slip().number()).isNotEmpty();
    assertThat(slip.slip().expiresAt().millis() / 1000).isEqualTo(house.later().millis() / 1000);
    assertThat(house.provider().lookUp(attempt, null)).isEqualTo(slip);
    house.payAtTill(slip);
    house.expire(slip); // paid in time stays paid, however late the word of it comes
    assertThat(house.provider().lookUp(attempt, slip.reference()))
        .isEqualTo(new Payment.Captured(slip.reference(), Money.yen(3_900)));
  }

  private static Payment.AwaitingCash slip(ProviderHouse house, String attempt) {
    var charge = charge(house, attempt, PaymentMethod.KONBINI, null, 3_900);
    return as(Payment.AwaitingCash.class, house.provider().begin(charge));
  }

  @ParameterizedTest
  @MethodSource("houses")
  void slipNotPaidInTimeComesToNothing(ProviderHouse house) {
    String attempt = fresh();
    var slip = slip(house, attempt);
    house.expire(slip);
    assertThat(house.provider().lookUp(attempt, slip.reference()))
        .isInstanceOf(Payment.Cancelled.class);
    assertThat(house.provider().cancel(attempt, slip.reference()))
        .isInstanceOf(Payment.Cancelled.class);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void refundsAreMadeOnceAndNeverAboveWhatWasTaken(ProviderHouse house) {
    int before = house.refunds();
    String attempt = fresh();
    var captured =
        as(
            Payment.Captured.class,
            house.provider().begin(card(house, attempt, house.goodCard(), 3_900)));
    var first = refund(attempt, captured.reference(), PaymentMethod.CARD, "a", 1_000);
    var done = as(Refunded.Done.class, house.provider().refund(first));
    assertThat(house.provider().refund(first)).isEqualTo(done);
    assertThat(
            house
                .provider()
                .refund(refund(attempt, captured.reference(), PaymentMethod.CARD, "a", 900)))
        .isInstanceOf(Refunded.Refused.class);
    assertThat(
            house
                .provider()
                .refund(refund(attempt, captured.reference(), PaymentMethod.CARD, "b", 2_901)))
        .isInstanceOf(Refunded.Refused.class);
    assertThat(
            house
                .provider()
                .refund(refund(attempt, captured.reference(), PaymentMethod.CARD, "c", 2_900)))
        .isInstanceOf(Refunded.Done.class);
    assertThat(house.refunds()).isEqualTo(before + 2);
    assertThat(house.provider().lookUp(attempt, captured.reference())).isEqualTo(captured);
  }

  private static Refund refund(
      String attempt, String reference, PaymentMethod method, String name, long yen) {
    return new Refund(attempt + "-" + name, attempt, reference, method, Money.yen(yen), HANA);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void refundWhoseAnswerWasLostIsFoundAgain(ProviderHouse house) {
    int before = house.refunds();
    String attempt = fresh();
    var captured =
        as(
            Payment.Captured.class,
            house.provider().begin(card(house, attempt, house.goodCard(), 3_900)));
    var refund = refund(attempt, captured.reference(), PaymentMethod.CARD, "a", 3_900);
    house.loseNextAnswer();
    var answers = new HashSet<Refunded>();
    Supplier<Refunded> again = () -> house.provider().refund(refund);
    answers.add(again.get());
    assertThat(answers).containsExactly(new Refunded.Unknown());
    assertThat(again.get()).isInstanceOf(Refunded.Done.class);
    assertThat(house.refunds()).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void cashThatGoesBackNeedsAnAccountAndIsNotDone(ProviderHouse house) {
    String attempt = fresh();
    var slip = slip(house, attempt);
    house.payAtTill(slip);
    var refund = refund(attempt, slip.reference(), PaymentMethod.KONBINI, "a", 3_900);
    for (int i = 0; i < 2; i++) {
      assertThat(house.provider().refund(refund)).isInstanceOf(Refunded.NeedsDetails.class);
    }
  }

  @ParameterizedTest
  @MethodSource("houses")
  void cardsAreKnownByBrandAndLastDigitsOnly(ProviderHouse house) {
    String token = house.goodCard();
    var card = house.provider().card(token).orElseThrow();
    assertThat(card.last4()).isEqualTo("4242");
    assertThat(card.brand()).isEqualToIgnoringCase("visa");
    assertThat(house.provider().card("nonsense")).isEmpty();
  }
}
