package live.nigiwai.shop.payment.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.stream.Collectors;
import live.nigiwai.shop.Shop;
import live.nigiwai.shop.payment.Charge;
import live.nigiwai.shop.payment.Contact;
import live.nigiwai.shop.payment.NextStep;
import live.nigiwai.shop.payment.Payment;
import live.nigiwai.shop.payment.PaymentMethod;
import live.nigiwai.shop.payment.Refund;
import live.nigiwai.show.Money;
import live.nigiwai.show.ShowTime;
import live.nigiwai.testkit.PostgresForTests;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Every kind of trouble is logged, with canaries for what must not be. */
class NothingSecretIsLoggedTest {
  private static final Contact HANA =
      new Contact("金糸雀 はな", "canary-mail@example.jp", "09099988877");
  private static final List<String> CANARIES =
      List.of(
          "金糸雀",
          "canary-mail",
          "09099988877",
          "ctoken_",
          "_secret_",
          StripeServer.SECRET_KEY,
          StripeHouse.WEBHOOK_SECRET);

  private final StripeHouse house =
      new StripeHouse(PostgresForTests.migrated("runtime", Shop.MIGRATIONS));

  private Charge charge(String attempt, PaymentMethod method, @Nullable String token, long yen) {
    return new Charge(attempt, method, token, Money.yen(yen), HANA, "/checkout/c1", house.later());
  }

  @Test
  void whateverGoesWrong() {
    var logger = (Logger) LoggerFactory.getLogger("live.nigiwai");
    var before = logger.getLevel();
    var seen = new ListAppender<ILoggingEvent>();
    seen.start();
    logger.setLevel(Level.TRACE);
    logger.addAppender(seen);
    try {
      trouble();
    } finally {
      logger.detachAppender(seen);
      logger.setLevel(before);
      house.close();
    }
    String log =
        List.copyOf(seen.list).stream()
            .map(
                event ->
                    event.getFormattedMessage()
                        + ThrowableProxyUtil.asString(event.getThrowableProxy()))
            .collect(Collectors.joining("\n"));
    assertThat(log).contains("attempt a1", "refund r1", "is about something else");
    assertThat(CANARIES).noneMatch(log::contains);
  }

  private void trouble() {
    var provider = house.provider();
    house.loseNextRequest();
    var first = charge("a1", PaymentMethod.CARD, house.goodCard(), 3_900);
    provider.begin(first);
    house.server.next(StripeServer.Trouble.TOO_MANY);
    provider.begin(first);
    provider.begin(charge("a2", PaymentMethod.CARD, "ctoken_canary", 3_900));
    provider.begin(charge("a3", PaymentMethod.CARD, house.poorCard(), 3_900));
    provider.begin(charge("a4", PaymentMethod.KONBINI, null, 400_000));
    var open = (Payment.ActionRequired) provider.begin(charge("a5", PaymentMethod.CARD, null, 99));
    assertThat(((NextStep.Element) open.next()).toString()).doesNotContain("_secret_");
    house.server.books.tamper(open.reference(), "currency", "usd");
    provider.lookUp("a5", open.reference());
    provider.card("ctoken_canary");
    provider.refund(new Refund("r1", "a1", "pi_0", PaymentMethod.KONBINI, Money.yen(1), HANA));
    var webhooks =
        new StripeWebhooks(
            StripeHouse.config(house.server.url(), java.time.Duration.ofSeconds(1)),
            () -> new ShowTime(System.currentTimeMillis()));
    assertThat(webhooks.read(HANA.email().getBytes(UTF_8), "t=1,v1=00")).isEmpty();
    assertThat(first.toString() + HANA).doesNotContain("ctoken_").doesNotContain("canary");
  }
}
