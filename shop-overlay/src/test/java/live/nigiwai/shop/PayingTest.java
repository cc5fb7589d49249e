package live.nigiwai.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import live.nigiwai.show.timeline.LogId;
import live.nigiwai.show.timeline.TimelineEvent;
import live.nigiwai.testkit.Eventually;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to an order when the card, the buyer or the provider does something else. */
class PayingTest {
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

  @Test
  void doubleClickMakesOneOrder() throws Exception {
    String checkout = filled(Buyer.ACCEPTS);
    var presses = new ArrayList<Callable<Buyer.Reply>>();
    for (int i = 0; i < 12; i++) {
      String key = i % 2 == 0 ? "same" : "other-" + i;
      presses.add(() -> hana.order(checkout, 3900, key));
    }
    var tokens = new HashSet<String>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var reply : threads.invokeAll(presses)) {
        tokens.add(reply.get().expect(200).text("/order/token"));
      }
    }
    assertThat(tokens).hasSize(1);
    assertThat(scene.number("SELECT count(*) FROM shop_order")).isEqualTo(1);
    assertThat(scene.number("SELECT count(*) FROM shop_sim_charge")).isEqualTo(1);
    assertThat(scene.number("SELECT committed FROM shop_stock")).isEqualTo(1);
    assertThat(scene.ledgerDifferences()).isZero();
  }

  @Test
  void declineKeepsTheHoldAndAnotherCardOrders() {
    String checkout = filled(Buyer.DECLINES);
    assertThat(hana.order(checkout, 3900, "first").expect(402).text("/code"))
        .isEqualTo("card_declined");
    assertThat(hana.checkout(checkout).text("/state")).isEqualTo("open");
    assertThat(scene.number("SELECT held FROM shop_stock")).isEqualTo(1);

    hana.fill(checkout, Buyer.INSUFFICIENT, false).expect(200);
    hana.order(checkout, 3900, "second").expect(402);
    hana.fill(checkout, Buyer.ACCEPTS, false).expect(200);
    assertThat(hana.order(checkout, 3900, "third").expect(200).text("/order/state"))
        .isEqualTo("paid");
    assertThat(scene.number("SELECT count(*) FROM shop_order")).isEqualTo(1);
    assertThat(scene.number("SELECT count(*) FROM shop_payment_attempt WHERE state = 'CAPTURED'"))
        .isEqualTo(1);
    assertThat(scene.ledgerDifferences()).isZero();
  }

  @Test
  void repeatedDeclineIsNotChargedAgain() {
    String checkout = filled(Buyer.DECLINES);
    hana.order(checkout, 3900, "same").expect(402);
    hana.order(checkout, 3900, "same").expect(402);
    assertThat(scene.number("SELECT count(*) FROM shop_sim_charge")).isEqualTo(1);
  }

  @Test
  void timeOutIsPendingAndSettlesLate() {
    String checkout = filled(Buyer.LATE);
    var ordered = hana.order(checkout, 3900, "same").expect(200);
    assertThat(ordered.text("/order/state")).isEqualTo("pending");
    String token = ordered.text("/order/token");
    assertThat(hana.get("/api/orders/" + token).expect(200).text("/state")).isEqualTo("placed");
    hana.post("/api/checkouts/" + checkout + "/cancel", null, null).expect(409);
    assertThat(scene.number("SELECT held FROM shop_stock")).isEqualTo(1);
    assertThat(hana.order(checkout, 3900, "again").expect(200).text("/order/token"))
        .isEqualTo(token);

    Eventually.holds(
        () -> assertThat(hana.get("/api/orders/" + token).text("/state")).isEqualTo("paid"));
    assertThat(scene.number("SELECT committed FROM shop_stock")).isEqualTo(1);
    assertThat(scene.number("SELECT count(*) FROM shop_sim_charge")).isEqualTo(1);
    assertThat(scene.ledgerDifferences()).isZero();
    assertThat(factsOf(token)).containsExactly("placed", "paid");
  }

  @Test
  void timeOutThatWasDeclinedGivesTheUnitBack() {
    String checkout = filled(Buyer.LATE);
    var ordered = hana.order(checkout, 3900).expect(200);
    String token = ordered.text("/order/token");
    scene.change("UPDATE shop_sim_charge SET result = 'DECLINED'");
    Eventually.holds(
        () -> assertThat(hana.get("/api/orders/" + token).text("/state")).isEqualTo("cancelled"));
    assertThat(scene.number("SELECT held + committed FROM shop_stock")).isZero();
    assertThat(scene.ledgerDifferences()).isZero();
    assertThat(factsOf(token)).containsExactly("placed", "cancelled");
  }

  @Test
  void paidAfterTheHoldEndedTakesTheUnitAgainOrSaysSo() {
    for (int left : new int[] {4, 0}) {
      scene.emptied().selling(5);
      String checkout = filled(Buyer.LATE);
      hana.order(checkout, 3900).expect(200);
      loseTheHold(checkout, left);
      String wanted = left > 0 ? "PAID" : "PAID_SHORT";
      Eventually.holds(
          () ->
              assertThat(scene.number("SELECT count(*) FROM shop_order WHERE state = $1", wanted))
                  .isEqualTo(1));
      assertThat(scene.number("SELECT committed FROM shop_stock")).isEqualTo(left > 0 ? 1 : 0);
      assertThat(scene.ledgerDifferences()).isZero();
    }
  }

  /** As if staff had released it by hand, and perhaps sold out since. */
  private void loseTheHold(String checkout, int left) {
    scene.change("UPDATE shop_hold SET state = 'RELEASED' WHERE checkout_id = $1", checkout);
    scene.change(
        "INSERT INTO shop_stock_movement (store_id, sku, location, kind, source, on_hand, held,"
            + " committed) VALUES ('main', 'bowl-white', 'main', 'RELEASE', $1, $2, -1, 0)",
        checkout,
        left - 5);
    scene.change("UPDATE shop_stock SET held = 0, on_hand = $1", left);
  }

  private static List<String> factsOf(String token) {
    var facts = new ArrayList<String>();
    String order =
        scene.database.query(
            sql ->
                sql.one(
                        "SELECT order_id FROM shop_order ORDER BY sequence DESC LIMIT 1",
                        row -> row.getString(0))
                    .orElseThrow());
    assertThat(token).isNotEqualTo(order);
    for (var entry : scene.timelines.log(LogId.backstage(ShopScene.SHOW)).snapshot(50).recent()) {
      if (entry.event() instanceof TimelineEvent.OrderPlaced placed
          && placed.orderId().equals(order)) {
        facts.add("placed");
      }
      if (entry.event() instanceof TimelineEvent.OrderChanged changed
          && changed.orderId().equals(order)) {
        facts.add(changed.state());
      }
    }
    return facts;
  }

  @Test
  void cardNumbersAreNowhere() {
    String checkout = filled(Buyer.ACCEPTS);
    hana.order(checkout, 3900).expect(200);
    for (String table :
        List.of("shop_sim_card", "shop_sim_charge", "shop_checkout", "shop_order")) {
      assertThat(
              scene.number(
                  "SELECT count(*) FROM " + table + " t WHERE t::text LIKE '%' || $1 || '%'",
                  Buyer.ACCEPTS))
          .isZero();
    }
  }

  @Test
  void orderTokensAreStoredOnlyAsHashes() {
    String checkout = filled(Buyer.ACCEPTS);
    String token = hana.order(checkout, 3900).expect(200).text("/order/token");
    assertThat(token).hasSize(22);
    assertThat(
            scene.number(
                "SELECT count(*) FROM shop_order t WHERE t::text LIKE '%' || $1 || '%'", token))
        .isZero();
    hana.get("/api/orders/" + "A".repeat(22)).expect(404);
  }
}
