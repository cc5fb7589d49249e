package live.nigiwai.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.shop.mail.MailConfig;
import live.nigiwai.show.ViewerId;
import live.nigiwai.testkit.Eventually;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a buyer is written, and that nobody is written twice. */
class OrderLettersTest {
  private static ShopScene scene;
  private Buyer hana;
  private Buyer owner;

  @BeforeAll
  static void open() {
    // Nobody listens there: letters wait, and can be read.
    var mail = MailConfig.defaults().withServer("127.0.0.1", 9, MailConfig.Security.NONE);
    scene = new ShopScene(ShopScene.freshDatabase(), ShopScene.config().withMail(mail));
  }

  @BeforeEach
  void fill() {
    scene.emptied().selling(5);
    scene.change("TRUNCATE shop_mail");
    hana = scene.buyer("hana");
    owner = scene.staff(Role.OWNER);
  }

  @AfterAll
  static void close() {
    scene.close();
  }

  private String ordered(String card) {
    String checkout = hana.press(2).expect(201).id();
    long total = hana.fill(checkout, card, false).expect(200).number("/total");
    hana.order(checkout, total).expect(200);
    return checkout;
  }

  private String orderOf(String checkout) {
    return scene.database.query(
        sql ->
            sql.one(
                    "SELECT order_id FROM shop_order WHERE checkout_id = $1",
                    row -> row.getString(0),
                    checkout)
                .orElseThrow());
  }

  private static List<String> kinds() {
    return scene.database.query(
        sql ->
            sql.list(
                "SELECT kind FROM shop_mail ORDER BY created_at, kind", row -> row.getString(0)));
  }

  private static String text(String kind) {
    return scene.database.query(
        sql ->
            sql.one(
                    "SELECT subject || body FROM shop_mail WHERE kind = $1",
                    row -> row.getString(0),
                    kind)
                .orElseThrow());
  }

  private void desk(String order, String action, String body) {
    owner
        .post("/api/desk/orders/" + order + "/" + action, body, UUID.randomUUID().toString())
        .expect(200);
  }

  @Test
  void theOrderIsReceivedAndThenAcceptedByBeingSent() {
    String order = orderOf(ordered(Buyer.ACCEPTS));
    assertThat(kinds()).containsExactly("RECEIVED");
    assertThat(text("RECEIVED"))
        .contains("𠮷田 はな 様", "琥珀の茶碗 × 2", "7,200円", "受付のお知らせです", "/orders/")
        .doesNotContain("神宮前", "09012345678", "hana@example.jp");

    desk(order, "ship", "{\"carrier\":\"yamato\",\"tracking\":\"123456789012\"}");
    assertThat(kinds()).containsExactly("RECEIVED", "SHIPPED");
    assertThat(text("SHIPPED"))
        .contains("ご注文を承諾し、売買契約が成立しました", "ヤマト運輸 123456789012", "tneko?number=123456789012");
  }

  @Test
  void anOrderThatWasAcceptedBeforeIsNotAcceptedAgainByBeingSent() {
    String order = orderOf(ordered(Buyer.ACCEPTS));
    desk(order, "accept", "{}");
    desk(order, "ship", "{\"carrier\":\"yamato\",\"tracking\":\"123456789012\"}");
    assertThat(kinds()).containsExactly("RECEIVED", "ACCEPTED", "SHIPPED");
    assertThat(text("SHIPPED")).doesNotContain("ご注文を承諾し");
  }

  @Test
  void callingAnOrderOffIsWrittenAndSoIsEachRefund() {
    String order = orderOf(ordered(Buyer.ACCEPTS));
    desk(order, "refund", "{\"yen\":1000,\"reason\":\"遅延のおわび\"}");
    Eventually.holds(() -> assertThat(kinds()).containsExactly("RECEIVED", "REFUNDED"));
    assertThat(text("REFUNDED")).contains("1,000円の返金");

    desk(order, "cancel", "{\"reason\":\"在庫の破損\"}");
    Eventually.holds(
        () -> assertThat(kinds()).contains("CANCELLED").filteredOn("REFUNDED"::equals).hasSize(2));
  }

  @Test
  void aDeclinedCardIsNoLetter() {
    String checkout = hana.press(1).expect(201).id();
    long total = hana.fill(checkout, Buyer.DECLINES, false).expect(200).number("/total");
    hana.order(checkout, total).expect(402);
    assertThat(kinds()).isEmpty();
  }

  @Test
  void staffReadEveryLetterBeforehandAndNobodyElseDoes() {
    for (String kind : List.of("login_code", "received", "payment_slip", "shipped", "refunded")) {
      assertThat(owner.get("/api/desk/mails/preview/" + kind).expect(200).text("/text"))
          .contains("賑わい商店");
    }
    owner.get("/api/desk/mails/preview/nothing").expect(404);
    hana.get("/api/desk/mails/preview/received").expect(401);
    scene.staff(Role.PRESENTER).get("/api/desk/mails").expect(403);
    assertThat(owner.get("/api/desk/mails").expect(200).body().at("/on").asBoolean()).isTrue();
  }

  @Test
  void aGuestWhoLogsInElsewhereFindsTheirOrderAndTheRestMovesToo() {
    ordered(Buyer.ACCEPTS);
    String cart = "{\"show\":\"demo\",\"quantity\":1}";
    hana.put("/api/cart/lines/bowl-white", cart).expect(200);
    hana.put("/api/my/addresses/home", address()).expect(200);
    scene.change(
        "INSERT INTO shop_member (member_id, store_id, viewer, email, email_key)"
            + " VALUES ('m1', 'main', 'v_member', 'hana@example.jp', 'hana@example.jp')");
    var members = scene.shop.members();
    var browser = new ViewerId("hana");
    members.sendCode("hana@example.jp", browser);
    var code = Pattern.compile("(?m)^ {4}(\\d{6})$").matcher(text("LOGIN_CODE"));
    assertThat(code.find()).isTrue();
    assertThat(members.enterByCode("hana@example.jp", browser, code.group(1))).isPresent();

    var member = scene.buyer("v_member");
    assertThat(member.get("/api/my/orders").expect(200).body().at("/orders")).hasSize(1);
    assertThat(member.get("/api/cart").expect(200).body().at("/lines")).hasSize(1);
    assertThat(member.get("/api/my/addresses").expect(200).body().at("/addresses")).hasSize(1);
    assertThat(hana.get("/api/my/orders").expect(200).body().at("/orders")).isEmpty();
    assertThat(scene.ledgerDifferences()).isZero();
  }

  private static String address() {
    String form = Buyer.form("x", false);
    return form.substring(0, form.indexOf(",\n \"cardToken\"")) + ",\"label\":\"自宅\"}";
  }

  @Test
  void nobodySeesOrRemovesAnothersAddress() {
    hana.put("/api/my/addresses/home", address()).expect(200);
    var ken = scene.buyer("ken");
    assertThat(ken.get("/api/my/addresses").expect(200).body().at("/addresses")).isEmpty();
    ken.delete("/api/my/addresses/home").expect(204);
    var kept = hana.get("/api/my/addresses").expect(200);
    assertThat(kept.text("/addresses/0/label")).isEqualTo("自宅");
    assertThat(kept.text("/addresses/0/buyer/familyKana")).isEqualTo("ヨシダ");
    hana.put("/api/my/addresses/home", address().replace("東京都", "東京")).expect(422);
    hana.put("/api/my/addresses/home", address().replace("label", "viewer")).expect(400);
    for (int i = 0; i < 19; i++) {
      hana.put("/api/my/addresses/a" + i, address()).expect(200);
    }
    hana.put("/api/my/addresses/more", address()).expect(409);
    hana.put("/api/my/addresses/home", address()).expect(200);
  }

  @Test
  void whoeverIsForgottenLeavesOrdersThatNameNobody() {
    String order = orderOf(ordered(Buyer.ACCEPTS));
    var viewer = new ViewerId("hana");
    assertThat(scene.shop.personalData().copyOf(viewer).toString()).contains("N1", "orders");
    assertThat(scene.shop.personalData().erase(viewer)).isFalse();

    desk(order, "ship", "{\"carrier\":\"yamato\",\"tracking\":\"123456789012\"}");
    desk(order, "deliver", "{}");
    assertThat(scene.shop.personalData().erase(viewer)).isTrue();
    for (String table :
        List.of("shop_order", "shop_checkout", "shop_mail", "shop_customer", "shop_address")) {
      assertThat(
              scene.number(
                  "SELECT count(*) FROM " + table + " t WHERE t::text ~ '𠮷田|神宮前|hana@example'"))
          .as(table)
          .isZero();
    }
    assertThat(owner.get("/api/desk/orders/" + order).expect(200).number("/order/total"))
        .isEqualTo(7200);
  }

  @Test
  void legalPagesAndPostcodesAreThereForEveryone() {
    var legal = hana.get("/api/legal").expect(200);
    assertThat(legal.body().at("/pages")).hasSize(4);
    assertThat(legal.body().toString())
        .contains("メール配信サーバー(127.0.0.1)", "600円", "代金引換", "9,999円まで 330円");
    Eventually.holds(
        () ->
            assertThat(hana.get("/api/postcodes/150-0001").expect(200).text("/places/0/town"))
                .isEqualTo("神宮前"));
    hana.get("/api/postcodes/15000").expect(400);
  }
}
