package live.nigiwai.shop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An order is placed on the very words and figures that were shown, or not at all. */
class TermsLockTest {
  private static ShopScene scene;
  private Buyer hana;
  private String checkout;
  private String shown;

  @BeforeAll
  static void open() {
    scene = new ShopScene();
  }

  @BeforeEach
  void fill() {
    scene.emptied().selling(5);
    hana = scene.buyer("hana");
    checkout = hana.press(1).expect(201).id();
    shown = hana.fill(checkout, Buyer.ACCEPTS, false).expect(200).text("/termsHash");
  }

  @AfterAll
  static void close() {
    scene.close();
  }

  @Test
  void withoutTheHashOfWhatWasShownNothingIsOrdered() {
    assertThat(hana.order(checkout, 3900, "made-up", "a").expect(409).text("/code"))
        .isEqualTo("terms_changed");
    hana.post("/api/checkouts/" + checkout + "/order", "{\"expectedTotal\":3900}", "b").expect(409);
    assertThat(scene.number("SELECT count(*) FROM shop_order")).isZero();
    hana.order(checkout, 3900, shown, "c").expect(200);
  }

  @Test
  void changedQuantityIsFirstATotalThenTheTerms() {
    hana.put("/api/checkouts/" + checkout + "/quantity", "{\"quantity\":2}").expect(200);
    assertThat(hana.order(checkout, 3900, shown, "a").expect(409).text("/code"))
        .isEqualTo("total_changed");
    assertThat(hana.order(checkout, 7200, shown, "b").expect(409).text("/code"))
        .isEqualTo("terms_changed");
    hana.order(checkout, 7200).expect(200);
  }

  @Test
  void chosenDeliveryIsPartOfTheTermsAndOfTheOrder() {
    var chosen =
        hana.choose(checkout, "{\"deliverySlot\":\"18-20\",\"gift\":true,\"note\":\"のし希望\"}")
            .expect(200);
    assertThat(chosen.text("/confirmation/delivery/ja")).contains("18〜20時");
    assertThat(hana.order(checkout, 3900, shown, "a").expect(409).text("/code"))
        .isEqualTo("terms_changed");
    var order = hana.order(checkout, 3900).expect(200);
    assertThat(
            hana.get("/api/orders/" + order.text("/order/token")).expect(200).text("/delivery/ja"))
        .contains("18〜20時");
    assertThat(scene.number("SELECT count(*) FROM shop_order WHERE choices->>'note' = 'のし希望'"))
        .isEqualTo(1);
  }

  @Test
  void correctedPriceOfAHoldIsMarkedAndHasToBeSeen() {
    scene.change("UPDATE shop_hold SET unit_yen = 3000 WHERE checkout_id = $1", checkout);
    var seen = hana.checkout(checkout);
    assertThat(seen.number("/lines/0/unitWas")).isEqualTo(3300);
    assertThat(seen.text("/changed/0")).isEqualTo("price");
    assertThat(hana.order(checkout, 3900, shown, "a").expect(409).text("/code"))
        .isEqualTo("total_changed");
    hana.order(checkout, 3600).expect(200);
  }

  @Test
  void choicesThatCannotBeAreNamed() {
    assertThat(hana.choose(checkout, "{\"deliverySlot\":\"noon\"}").expect(422).text("/field"))
        .isEqualTo("deliverySlot");
    assertThat(
            hana.choose(checkout, "{\"deliveryDate\":\"2001-01-01\"}").expect(422).text("/field"))
        .isEqualTo("deliveryDate");
    String earliest = hana.checkout(checkout).text("/earliestDelivery");
    hana.choose(checkout, "{\"deliveryDate\":\"" + earliest + "\"}").expect(200);
    assertThat(
            hana.choose(checkout, "{\"note\":\"" + "あ".repeat(501) + "\"}")
                .expect(422)
                .text("/field"))
        .isEqualTo("note");
    assertThat(hana.choose(checkout, "{\"coupon\":\"NOPE\"}").expect(422).text("/code"))
        .isEqualTo("coupon_unknown");
    assertThat(
            hana.choose(checkout, "{\"deliveryDate\":\"\"}")
                .expect(200)
                .body()
                .at("/choices/deliveryDate")
                .isMissingNode())
        .isTrue();
  }
}
