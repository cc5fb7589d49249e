package live.nigiwai.shop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.shop.payment.WebhookSignature;
import live.nigiwai.testkit.Eventually;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The payments' own doors, and a shop whose provider is in trouble, from outside. */
class PaymentDoorsTest {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
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

  private String filled(String card, String tag) {
    var checkout = hana.press(1).expect(201);
    String form = Buyer.form(hana.card(card), false).replace("hana@", "hana" + tag + "@");
    hana.put("/api/checkouts/" + checkout.id() + "/buyer", form).expect(200);
    return checkout.id();
  }

  private static long orders(String state) {
    return scene.number("SELECT count(*) FROM shop_order WHERE state = $1", state);
  }

  private HttpResponse<String> raw(String path, String body, Map<String, String> headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(hana.address() + path))
            .header("Test-Viewer", "hana")
            .method(
                body.isEmpty() ? "GET" : "POST",
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void nobodyPaysAnOrderByForgingAWebhook() throws Exception {
    String checkout = filled("4000002760003184", "");
    hana.order(checkout, 3900).expect(200);
    String attempt =
        scene.database.query(
            sql ->
                sql.one("SELECT attempt_id FROM shop_payment_attempt", row -> row.getString(0))
                    .orElseThrow());
    String body =
        "{\"id\":\"evt_forged\",\"kind\":\"payment.captured\",\"attempt\":\"" + attempt + "\"}";
    long now = System.currentTimeMillis() / 1000;
    String path = "/api/payment/webhooks/simulator";
    for (String signature :
        new String[] {
          "t=" + now + ",v1=" + "0".repeat(64),
          WebhookSignature.header(" ", now, body.getBytes(UTF_8)),
          WebhookSignature.header("guess", now, body.getBytes(UTF_8)),
          "v1=",
          ""
        }) {
      var answer = raw(path, body, Map.of("Simulator-Signature", signature));
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("webhook_refused").doesNotContain(attempt);
    }
    assertThat(raw("/api/payment/webhooks/stripe", body, Map.of()).statusCode()).isEqualTo(404);
    assertThat(scene.number("SELECT count(*) FROM shop_psp_event")).isZero();
    assertThat(scene.number("SELECT committed FROM shop_stock")).isZero();
    assertThat(scene.number("SELECT held FROM shop_stock")).isEqualTo(1);
  }

  @Test
  void bankPageIsPlainHtmlWithoutScriptAndSecretsAndKnownByItsKeyOnly() throws Exception {
    String checkout = filled("4000002760003184", "");
    String url = hana.order(checkout, 3900).expect(200).text("/next/url");
    var page = raw(url, "", Map.of());
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(page.body())
        .contains("3,900円", "承認する")
        .doesNotContain("<script", "style=", "hana@", "sim_");
    assertThat(raw("/sim/3ds/" + "A".repeat(22), "", Map.of()).statusCode()).isEqualTo(404);
    assertThat(raw("/sim/3ds/" + "A".repeat(200), "", Map.of()).statusCode()).isEqualTo(404);
    hana.post("/api/simulator/payments/" + "A".repeat(22) + "/approve", null, null).expect(404);
    assertThat(raw("/sim/page.css", "", Map.of()).statusCode()).isEqualTo(200);
  }

  @Test
  void saysHowOneMayPayAndNoSecret() {
    var payment = hana.get("/api/payment").expect(200);
    assertThat(payment.text("/provider")).isEqualTo("simulator");
    assertThat(payment.body().at("/methods").toString())
        .isEqualTo("[\"card\",\"paypay\",\"konbini\",\"cash_on_delivery\"]");
    assertThat(payment.body().has("publishableKey")).isTrue();
    assertThat(payment.body().toString()).doesNotContainIgnoringCase("secret");
  }

  @Test
  void orderPlacedInAnOutageIsCheckedAndPaidAfterwards() {
    String checkout = filled(Buyer.ACCEPTS, "");
    var staff = scene.staff(Role.PRODUCER);
    staff.post("/api/simulator/outage", "{\"seconds\":600}", null).expect(204);
    hana.post("/api/simulator/outage", "{\"seconds\":0}", null).expect(401);
    assertThat(hana.order(checkout, 3900).expect(200).text("/order/state")).isEqualTo("pending");
    assertThat(orders("PLACED")).isEqualTo(1);
    assertThat(scene.number("SELECT held FROM shop_stock")).isEqualTo(1);
    staff.post("/api/simulator/outage", "{\"seconds\":0}", null).expect(204);
    Eventually.holds(() -> assertThat(orders("PLACED")).isZero());
    assertThat(scene.number("SELECT committed FROM shop_stock")).isEqualTo(1);
    assertThat(scene.number("SELECT count(*) FROM shop_sim_charge WHERE result = 'CAPTURED'"))
        .isEqualTo(1);
    assertThat(scene.ledgerDifferences()).isZero();
  }

  @Test
  void webhooksThatComeThriceEarlyLateOrNeverMakeOneOrderEach() {
    for (String tag :
        new String[] {"+sim-lost", "+sim-twice", "+sim-early", "+sim-late", "+sim-shuffled"}) {
      hana = scene.buyer("hana" + tag.replace('+', '-'));
      String checkout = filled(Buyer.LATE, tag);
      hana.order(checkout, hana.checkout(checkout).number("/total")).expect(200);
    }
    Eventually.holds(
        () ->
            assertThat(
                    scene.number(
                        "SELECT count(*) FROM shop_payment_attempt WHERE state = 'CAPTURED'"))
                .isEqualTo(5));
    Eventually.holds(
        () -> assertThat(scene.number("SELECT count(*) FROM shop_sim_event")).isZero());
    Eventually.holds(
        () ->
            assertThat(scene.number("SELECT count(*) FROM shop_psp_event WHERE settled_at IS NULL"))
                .isZero());
    assertThat(scene.number("SELECT committed FROM shop_stock")).isEqualTo(5);
    assertThat(scene.number("SELECT held FROM shop_stock")).isZero();
    assertThat(scene.number("SELECT count(*) FROM shop_sim_charge")).isEqualTo(5);
    assertThat(scene.ledgerDifferences()).isZero();
  }

  @Test
  void onlyTheOwnerSaysThatCashWasTransferred() {
    String body = "{\"note\":\"三井住友 4/3 振込\"}";
    hana.post("/api/desk/payouts/r1", body, null).expect(401);
    scene.staff(Role.CS).post("/api/desk/payouts/r1", body, null).expect(403);
    scene.staff(Role.OWNER).post("/api/desk/payouts/r1", "{\"note\":\" \"}", null).expect(422);
    scene.staff(Role.OWNER).post("/api/desk/payouts/r1", body, null).expect(204);
    scene.staff(Role.OWNER).post("/api/desk/payouts/r1", body, null).expect(204);
    assertThat(scene.number("SELECT count(*) FROM shop_cash_payout")).isEqualTo(1);
  }
}
