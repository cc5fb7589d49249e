package live.nigiwai.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.testkit.Eventually;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Payments that their buyer, a till or a carrier has to finish. */
class NextStepsTest {
  private static final String CHALLENGES = "4000000000003220";
  private static ShopScene scene;
  private Buyer hana;

  @BeforeAll
  static void open() {
    scene = new ShopScene();
  }

  @BeforeEach
  void fill() {
    scene.emptied().selling(5);
    hana = scene.buyer("hana");
  }

  @AfterAll
  static void close() {
    scene.close();
  }

  private String filled(String card) {
    var checkout = hana.press(1).expect(201);
    hana.fill(checkout.id(), card, false).expect(200);
    return checkout.id();
  }

  private String paying(String method) {
    String checkout = filled(Buyer.ACCEPTS);
    hana.choose(checkout, "{\"method\":\"" + method + "\"}").expect(200);
    return checkout;
  }

  private long total(String checkout) {
    return hana.checkout(checkout).number("/total");
  }

  private Buyer.Reply ordered(String checkout) {
    return hana.order(checkout, total(checkout)).expect(200);
  }

  /** What the buyer, or a till, answers on the provider's page. */
  private void answer(Buyer.Reply reply, String answer) {
    String url = reply.text("/next/url");
    String key = url.substring(url.lastIndexOf('/') + 1);
    hana.post("/api/simulator/payments/" + key + "/" + answer, null, null).expect(303);
  }

  private void becomes(String checkout, String state) {
    Eventually.holds(
        () -> assertThat(hana.checkout(checkout).text("/order/state")).isEqualTo(state));
  }

  @Test
  void bankThatAsksItsCustomerIsAnsweredInTheSheet() {
    String checkout = filled(CHALLENGES);
    var reply = ordered(checkout);
    assertThat(reply.text("/order/state")).isEqualTo("pending");
    assertThat(reply.text("/next/kind")).isEqualTo("challenge");
    assertThat(hana.checkout(checkout).text("/next/url")).isEqualTo(reply.text("/next/url"));
    assertThat(scene.number("SELECT held FROM shop_stock")).isEqualTo(1);
    answer(reply, "approve");
    becomes(checkout, "paid");
    assertThat(scene.number("SELECT committed FROM shop_stock")).isEqualTo(1);
    assertThat(scene.ledgerDifferences()).isZero();
  }

  @Test
  void refusedChallengeLeavesTheHoldForAnotherCard() {
    String checkout = filled(CHALLENGES);
    answer(ordered(checkout), "refuse");
    Eventually.holds(
        () -> assertThat(hana.checkout(checkout).body().at("/declined").asBoolean()).isTrue());
    assertThat(hana.checkout(checkout).text("/state")).isEqualTo("open");
    hana.fill(checkout, Buyer.ACCEPTS, false).expect(200);
    assertThat(ordered(checkout).text("/order/state")).isEqualTo("paid");
    assertThat(scene.number("SELECT count(*) FROM shop_order")).isEqualTo(1);
    assertThat(scene.ledgerDifferences()).isZero();
  }

  @Test
  void whoComesBackFromTheWalletMayPayByCardInstead() {
    String checkout = paying("paypay");
    var wallet = ordered(checkout);
    assertThat(wallet.text("/next/kind")).isEqualTo("redirect");
    hana.choose(checkout, "{\"method\":\"card\"}").expect(200);
    assertThat(ordered(checkout).text("/order/state")).isEqualTo("paid");
    answer(wallet, "approve");
    assertThat(scene.number("SELECT count(*) FROM shop_payment_attempt WHERE state = 'CANCELLED'"))
        .isEqualTo(1);
    assertThat(scene.number("SELECT captured FROM shop_order")).isEqualTo(3900);
    assertThat(scene.ledgerDifferences()).isZero();
  }

  @Test
  void calledOffChallengeIsGivenUpAtTheProviderBeforeTheUnitIsBack() {
    String checkout = filled(CHALLENGES);
    var reply = ordered(checkout);
    hana.post("/api/checkouts/" + checkout + "/cancel", null, null).expect(204);
    assertThat(scene.number("SELECT held FROM shop_stock")).isZero();
    answer(reply, "approve");
    assertThat(scene.number("SELECT count(*) FROM shop_sim_charge WHERE result = 'CAPTURED'"))
        .isZero();
    assertThat(scene.ledgerDifferences()).isZero();
  }

  @Test
  void moneyThatSlipsInAfterTheAttemptWasClosedGoesBackOnce() {
    String checkout = filled(CHALLENGES);
    var reply = ordered(checkout);
    scene.change("UPDATE shop_payment_attempt SET state = 'FAILED', failure = 'lost'");
    answer(reply, "approve");
    Eventually.holds(
        () ->
            assertThat(scene.number("SELECT count(*) FROM shop_refund WHERE state = 'DONE'"))
                .isEqualTo(1));
    assertThat(scene.number("SELECT captured - refunded FROM shop_order")).isZero();
    assertThat(scene.number("SELECT committed FROM shop_stock")).isZero();
    assertThat(scene.number("SELECT count(*) FROM shop_refund")).isEqualTo(1);
  }

  @Test
  void slipKeepsTheUnitsUntilItIsPaid() {
    String checkout = paying("konbini");
    var reply = ordered(checkout);
    assertThat(reply.text("/order/state")).isEqualTo("awaiting_cash");
    assertThat(reply.text("/next/slip/number")).isNotBlank();
    String token = reply.text("/order/token");
    assertThat(hana.get("/api/orders/" + token).expect(200).text("/next/kind")).isEqualTo("slip");
    scene.change("UPDATE shop_hold SET expires_at = now() - interval '1 day'");
    answer(reply, "pay");
    becomes(checkout, "paid");
    assertThat(hana.get("/api/orders/" + token).body().at("/next").isNull()).isTrue();
    assertThat(scene.number("SELECT committed FROM shop_stock")).isEqualTo(1);
    assertThat(scene.ledgerDifferences()).isZero();
  }

  @Test
  void slipThatNobodyPaysIsGivenUpAndItsUnitsAreBack() {
    String checkout = paying("konbini");
    ordered(checkout);
    scene.change(
        "UPDATE shop_payment_attempt SET cancel_at = now() - interval '1 hour',"
            + " next_check = now() - interval '1 hour'");
    becomes(checkout, "cancelled");
    assertThat(scene.number("SELECT held + committed FROM shop_stock")).isZero();
    assertThat(scene.ledgerDifferences()).isZero();
  }

  @Test
  void cashOnDeliveryIsTakenWithTheParcel() {
    String checkout = paying("cash_on_delivery");
    var seen = hana.checkout(checkout);
    assertThat(seen.number("/fee")).isEqualTo(330);
    assertThat(seen.text("/confirmation/payment/ja")).contains("代金引換");
    assertThat(seen.text("/confirmation/price/ja")).contains("手数料 330円");
    assertThat(ordered(checkout).text("/order/state")).isEqualTo("paid");
    assertThat(scene.number("SELECT captured FROM shop_order")).isZero();
    var cs = scene.staff(Role.CS);
    String order = cs.get("/api/desk/orders").text("/orders/0/id");
    for (String step : new String[] {"ship", "deliver"}) {
      cs.post(
              "/api/desk/orders/" + order + "/" + step,
              "{\"carrier\":\"yamato\",\"tracking\":\"1\"}",
              UUID.randomUUID().toString())
          .expect(200);
    }
    assertThat(scene.number("SELECT captured FROM shop_order")).isEqualTo(4230);
  }
}
