package live.nigiwai.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.shop.order.BuyerMove;
import live.nigiwai.show.ViewerId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What staff do with an order after it is paid. */
class OrderLifeTest {
  private static ShopScene scene;
  private Buyer hana;
  private Buyer producer;
  private Buyer cs;

  @BeforeAll
  static void open() {
    scene = new ShopScene();
  }

  @BeforeEach
  void fill() {
    scene.emptied().selling(5);
    hana = scene.buyer("hana");
    producer = scene.staff(Role.PRODUCER);
    cs = scene.staff(Role.CS);
  }

  @AfterAll
  static void close() {
    scene.close();
  }

  /** Buys bowls; returns the order's id. */
  private String bought(int bowls) {
    var checkout = hana.press(bowls).expect(201);
    long total = hana.fill(checkout.id(), Buyer.ACCEPTS, false).expect(200).number("/total");
    hana.order(checkout.id(), total).expect(200);
    return cs.get("/api/desk/orders").expect(200).text("/orders/0/id");
  }

  private static Buyer.Reply step(Buyer staff, String order, String step, String body) {
    return staff.post("/api/desk/orders/" + order + "/" + step, body, UUID.randomUUID().toString());
  }

  private String state(String order) {
    return cs.get("/api/desk/orders/" + order).expect(200).text("/order/state");
  }

  @Test
  void goesFromPaidToDeliveredAndTellsItsBuyer() {
    String order = bought(2);
    assertThat(state(order)).isEqualTo("paid");
    var shipped =
        step(cs, order, "ship", "{\"carrier\":\"yamato\",\"tracking\":\"1234-5678-9012\"}")
            .expect(200);
    assertThat(shipped.text("/order/state")).isEqualTo("shipped");
    assertThat(scene.number("SELECT on_hand FROM shop_stock")).isEqualTo(3);
    assertThat(scene.number("SELECT committed FROM shop_stock")).isZero();
    step(cs, order, "deliver", "{}").expect(200);
    String token = hana.get("/api/my/orders").text("/orders/0/token");
    var seen = hana.get("/api/orders/" + token).expect(200);
    assertThat(seen.text("/state")).isEqualTo("delivered");
    assertThat(seen.text("/tracking/tracking")).isEqualTo("1234-5678-9012");
    assertThat(seen.body().at("/history").findValuesAsText("state"))
        .containsExactly("paid", "accepted", "shipped", "delivered");
    assertThat(scene.ledgerDifferences()).isZero();
  }

  @Test
  void calledOffOrderGivesUnitsAndMoneyBackOnce() {
    String order = bought(2);
    String path = "/api/desk/orders/" + order + "/cancel";
    String body = "{\"reason\":\"お客様のご希望\"}";
    var called = cs.post(path, body, "same").expect(200);
    assertThat(called.text("/order/state")).isEqualTo("cancelled");
    assertThat(called.text("/order/refundState")).isEqualTo("full");
    assertThat(called.number("/refunded")).isEqualTo(7200);
    cs.post(path, body, "same").expect(200);
    assertThat(scene.number("SELECT count(*) FROM shop_refund")).isEqualTo(1);
    assertThat(scene.number("SELECT committed FROM shop_stock")).isZero();
    assertThat(scene.number("SELECT on_hand FROM shop_stock")).isEqualTo(5);
    assertThat(step(cs, order, "ship", "{\"carrier\":\"yamato\"}").expect(409).text("/code"))
        .isEqualTo("wrong_state");
    assertThat(scene.ledgerDifferences()).isZero();
  }

  @Test
  void refundsNeverExceedWhatWasTakenNorWhatOneMay() {
    String order = bought(5);
    assertThat(
            step(cs, order, "refund", "{\"yen\":10001,\"reason\":\"傷\"}").expect(409).text("/code"))
        .isEqualTo("refund_limit");
    step(cs, order, "refund", "{\"yen\":10000,\"reason\":\"傷\"}").expect(200);
    step(cs, order, "refund", "{\"yen\":1,\"reason\":\"傷\"}").expect(409);
    var more = step(producer, order, "refund", "{\"yen\":6500,\"reason\":\"傷\"}").expect(200);
    assertThat(more.text("/order/refundState")).isEqualTo("full");
    assertThat(
            step(producer, order, "refund", "{\"yen\":1,\"reason\":\"傷\"}")
                .expect(409)
                .number("/max"))
        .isZero();
    assertThat(scene.number("SELECT refunded FROM shop_order")).isEqualTo(16_500);
    assertThat(state(order)).isEqualTo("paid");
  }

  @Test
  void partOfAnOrderComesBackIntoStock() {
    String order = bought(3);
    String one =
        "{\"lines\":[{\"key\":\"bowl-white\",\"quantity\":1}],\"reason\":\"色が違う\","
            + "\"restock\":true,\"refund\":true,\"momentMs\":1000}";
    step(cs, order, "return", one).expect(409);
    step(cs, order, "ship", "{\"carrier\":\"sagawa\",\"tracking\":\"\"}").expect(200);
    var returned = step(cs, order, "return", one).expect(200);
    assertThat(returned.number("/order/lines/0/returned")).isEqualTo(1);
    assertThat(returned.number("/refunded")).isEqualTo(3300);
    assertThat(returned.text("/returns/0/reason")).isEqualTo("色が違う");
    assertThat(returned.number("/returns/0/momentMs")).isEqualTo(1000);
    assertThat(returned.text("/order/refundState")).isEqualTo("partial");
    assertThat(scene.number("SELECT on_hand FROM shop_stock")).isEqualTo(3);
    assertThat(step(cs, order, "return", one.replace(":1}", ":3}")).expect(422).text("/field"))
        .isEqualTo("lines");
    assertThat(scene.number("SELECT count(*) FROM shop_return WHERE moment_ms = 1000"))
        .isEqualTo(1);
    assertThat(scene.ledgerDifferences()).isZero();
  }

  @Test
  void paidButGoneIsRestockedWhenUnitsAreThereAgain() {
    String order = bought(2);
    scene.change("UPDATE shop_order SET state = 'PAID_SHORT'");
    scene.change("UPDATE shop_hold SET state = 'RELEASED'");
    scene.change("UPDATE shop_stock SET committed = 0, on_hand = 0");
    scene.change("DELETE FROM shop_stock_movement");
    assertThat(step(cs, order, "restock", "{}").expect(409).text("/code")).isEqualTo("sold_out");
    assertThat(state(order)).isEqualTo("paid_short");
    scene.shop.seeding().stockUpTo(ShopScene.WHITE, 2, "more came");
    step(cs, order, "restock", "{}").expect(200);
    assertThat(state(order)).isEqualTo("paid");
    assertThat(scene.number("SELECT committed FROM shop_stock")).isEqualTo(2);
    assertThat(scene.ledgerDifferences()).isZero();
  }

  @Test
  void deskFindsOrdersAndOnlyStaffMay() {
    String order = bought(1);
    String number = cs.get("/api/desk/orders/" + order).text("/order/number");
    for (String words : new String[] {number, "𠮷田", "ヨシダハナ", "hana@example.jp", "茶碗"}) {
      assertThat(cs.get("/api/desk/orders?q=" + encoded(words)).expect(200).body().at("/orders"))
          .as(words)
          .hasSize(1);
    }
    assertThat(cs.get("/api/desk/orders?q=%25").expect(200).body().at("/orders")).isEmpty();
    assertThat(cs.get("/api/desk/orders?state=paid&show=demo").body().at("/orders")).hasSize(1);
    assertThat(cs.get("/api/desk/orders?state=shipped").body().at("/orders")).isEmpty();
    cs.get("/api/desk/orders?state=nonsense").expect(400);
    hana.get("/api/desk/orders").expect(401);
    scene.staff(Role.PRESENTER).get("/api/desk/orders").expect(403);
    scene.staff(Role.PRESENTER).get("/api/desk/orders/" + order).expect(403);
  }

  private static String encoded(String words) {
    return URLEncoder.encode(words, StandardCharsets.UTF_8);
  }

  @Test
  void guestsOrdersGoOverToTheMember() {
    bought(1);
    var open = hana.press(1).expect(201);
    var move = new BuyerMove();
    for (int i = 0; i < 2; i++) {
      scene.database.transaction(
          sql -> {
            move.move(sql, new ViewerId("hana"), new ViewerId("member"));
            return true;
          });
    }
    var member = scene.buyer("member");
    assertThat(member.get("/api/my/orders").body().at("/orders")).hasSize(1);
    assertThat(member.checkout(open.id()).expect(200).text("/state")).isEqualTo("open");
    hana.checkout(open.id()).expect(404);
    assertThat(hana.get("/api/my/orders").body().at("/orders")).isEmpty();
  }
}
