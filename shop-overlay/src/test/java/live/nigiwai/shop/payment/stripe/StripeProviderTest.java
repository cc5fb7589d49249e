package live.nigiwai.shop.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import live.nigiwai.runtime.config.Secret;
import live.nigiwai.runtime.postgres.PostgresAddress;
import live.nigiwai.shop.Shop;
import live.nigiwai.shop.payment.Charge;
import live.nigiwai.shop.payment.Contact;
import live.nigiwai.shop.payment.NextStep;
import live.nigiwai.shop.payment.Payment;
import live.nigiwai.shop.payment.PaymentMethod;
import live.nigiwai.show.Money;
import live.nigiwai.testkit.PostgresForTests;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is Stripe's alone; the rest is in the contract that both providers keep. */
class StripeProviderTest {
  private static final PostgresAddress DATABASE =
      PostgresForTests.migrated("runtime", Shop.MIGRATIONS);
  private static final Contact HANA = new Contact("鈴木 はな", "hana@example.jp", "09012345678");
  private static final AtomicInteger ATTEMPTS = new AtomicInteger();
  private static StripeHouse house;

  @BeforeAll
  static void open() {
    house = new StripeHouse(DATABASE);
  }

  @AfterAll
  static void close() {
    house.close();
  }

  private static Charge card(@Nullable String token) {
    return new Charge(
        "s-" + ATTEMPTS.incrementAndGet(),
        PaymentMethod.CARD,
        token,
        Money.yen(3_900),
        HANA,
        "/checkout/c1",
        house.later());
  }

  private static Payment.ActionRequired asked(Payment answer) {
    assertThat(answer).isInstanceOf(Payment.ActionRequired.class);
    return (Payment.ActionRequired) answer;
  }

  @Test
  void withoutATokenTheBuyerPaysInThePageAndMayTryAnotherCard() {
    var charge = card(null);
    var asked = asked(house.provider().begin(charge));
    assertThat(asked.next())
        .isEqualTo(new NextStep.Element(asked.reference() + "_secret_x", "pk_test_of_this_test"));
    house.server.books.happen(asked.reference(), "refused");
    assertThat(house.provider().lookUp(charge.attemptId(), asked.reference())).isEqualTo(asked);
    house.server.books.happen(asked.reference(), "paid");
    assertThat(house.provider().lookUp(charge.attemptId(), null))
        .isInstanceOf(Payment.Captured.class);
  }

  @Test
  void refusedCardIsEndedAtStripeSoThatNoSecondTryCanPay() {
    var charge = card(house.poorCard());
    assertThat(house.provider().begin(charge)).isInstanceOf(Payment.Declined.class);
    var ended = house.provider().lookUp(charge.attemptId(), null);
    assertThat(ended).isInstanceOf(Payment.Cancelled.class);
    assertThat(house.server.books.status(((Payment.Cancelled) ended).reference()))
        .isEqualTo("canceled");
  }

  @Test
  void beingProcessedIsUnknownAndCannotBeCancelled() {
    var charge = card(house.challengedCard());
    var asked = asked(house.provider().begin(charge));
    house.server.books.happen(asked.reference(), "processing");
    assertThat(house.provider().lookUp(charge.attemptId(), asked.reference()))
        .isEqualTo(new Payment.Unknown());
    assertThat(house.provider().cancel(charge.attemptId(), asked.reference()))
        .isEqualTo(new Payment.Unknown());
  }

  @ParameterizedTest
  @CsvSource({"amount, 39", "currency, usd", "attempt, somebody-elses"})
  void paymentThatIsNotTheOneWeAskedForIsNeverTakenForIt(String field, String value) {
    var charge = card(house.challengedCard());
    var asked = asked(house.provider().begin(charge));
    house.server.books.happen(asked.reference(), "paid");
    house.server.books.tamper(asked.reference(), field, value);
    assertThat(house.provider().lookUp(charge.attemptId(), asked.reference()))
        .isEqualTo(new Payment.Unknown());
  }

  @Test
  void isFoundByOurIdAfterStripeForgotTheKeyAndAmongManyOthers() {
    var charge = card(house.goodCard());
    house.loseNextAnswer();
    assertThat(house.provider().begin(charge)).isEqualTo(new Payment.Unknown());
    for (int i = 0; i < 8; i++) {
      assertThat(house.provider().begin(card(house.goodCard())))
          .isInstanceOf(Payment.Captured.class);
    }
    house.server.forgetKeys();
    int before = house.payments();
    assertThat(house.provider().begin(charge)).isInstanceOf(Payment.Captured.class);
    assertThat(house.payments()).isEqualTo(before);
  }

  @Test
  void tooManyRequestsIsUnknownAndNotDone() {
    int before = house.payments();
    var charge = card(house.goodCard());
    house.server.next(StripeServer.Trouble.TOO_MANY);
    assertThat(house.provider().begin(charge)).isEqualTo(new Payment.Unknown());
    assertThat(house.payments()).isEqualTo(before);
    assertThat(house.provider().begin(charge)).isInstanceOf(Payment.Captured.class);
  }

  @Test
  void noAnswerInTimeIsUnknownThoughTheMoneyIsTaken() {
    var patient = new StripeHouse(DATABASE, Duration.ofMillis(500));
    try {
      var charge = card(patient.goodCard());
      patient.server.next(StripeServer.Trouble.NO_ANSWER);
      assertThat(patient.provider().begin(charge)).isEqualTo(new Payment.Unknown());
      assertThat(patient.payments()).isEqualTo(1);
    } finally {
      patient.close();
    }
  }

  @Test
  void tokenThatStripeDoesNotKnowIsDeclinedOnceItIsCertainThatNothingWasMade() {
    var charge = card("ctoken_nonsense");
    assertThat(house.provider().begin(charge)).isInstanceOf(Payment.Declined.class);
  }

  @Test
  void configurationIsCompleteOrRefused() {
    var good = StripeHouse.config(house.server.url(), Duration.ofSeconds(1));
    assertThat(good.toString()).doesNotContain(StripeServer.SECRET_KEY).doesNotContain("whsec_");
    assertThatThrownBy(
            () ->
                new StripeConfig(
                    good.secretKey(),
                    good.publishableKey(),
                    Secret.NONE,
                    Secret.NONE,
                    good.api(),
                    good.connectTimeout(),
                    good.readTimeout(),
                    good.webhookTolerance()))
        .hasMessageContaining("payment.stripe.webhook-secret");
    assertThatThrownBy(
            () ->
                StripeHouse.config(
                    URI.create("https://api.stripe.com.example.jp"), Duration.ofSeconds(1)))
        .hasMessageContaining("payment.stripe.api");
  }
}
