package live.nigiwai.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.shop.catalog.TaxCategory;
import live.nigiwai.shop.catalog.VariantDraft;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.ViewerId;
import live.nigiwai.show.timeline.SaleState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One buyer, from the tap to the order. */
class BuyingTest {
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

  @Test
  void tapReservesAndConfirmationOrders() {
    var checkout = hana.press(2).expect(201);
    assertThat(checkout.text("/state")).isEqualTo("open");
    assertThat(checkout.body().at("/confirmation").isNull()).isTrue();
    assertThat(checkout.number("/subtotal")).isEqualTo(6600);
    assertThat(checkout.number("/shipping")).isEqualTo(600);
    assertThat(checkout.number("/taxes/0/rate")).isEqualTo(10);
    assertThat(checkout.number("/taxes/0/tax")).isEqualTo(654);
    assertThat(checkout.number("/expiresAt") - checkout.number("/now"))
        .isBetween(298_000L, 300_000L);

    var filled = hana.fill(checkout.id(), Buyer.ACCEPTS, false).expect(200);
    for (String item :
        List.of("quantity", "price", "payment", "delivery", "cancellation", "period")) {
      assertThat(filled.text("/confirmation/" + item + "/ja")).isNotBlank();
      assertThat(filled.text("/confirmation/" + item + "/en")).isNotBlank();
    }
    assertThat(filled.text("/confirmation/price/ja")).contains("7,200円");
    assertThat(filled.text("/buyer/address/postal")).isEqualTo("150-0001");
    assertThat(filled.body().toString()).doesNotContain("tok_");

    var ordered = hana.order(checkout.id(), 7200).expect(200);
    assertThat(ordered.text("/order/state")).isEqualTo("paid");
    var order = hana.get("/api/orders/" + ordered.text("/order/token")).expect(200);
    assertThat(order.text("/state")).isEqualTo("paid");
    assertThat(order.number("/total")).isEqualTo(7200);
    assertThat(order.body().toString()).doesNotContain("hana@").doesNotContain("渋谷");
    assertThat(hana.checkout(checkout.id()).text("/state")).isEqualTo("ordered");
    assertThat(hana.checkout(checkout.id()).text("/order/number"))
        .isEqualTo(ordered.text("/order/number"));
    assertThat(scene.ledgerDifferences()).isZero();
  }

  @Test
  void knownBuyerSeesTheConfirmationFirst() {
    var first = hana.press(1).expect(201);
    hana.fill(first.id(), Buyer.ACCEPTS, true).expect(200);
    hana.order(first.id(), 3900).expect(200);
    assertThat(scene.shop.knownBuyer(new ViewerId("hana")).orElseThrow().buyer().name())
        .isEqualTo("𠮷田 はな");

    var second = hana.press(1).expect(201);
    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(second.body().at("/kept").asBoolean()).isTrue();
    assertThat(second.text("/payment/last4")).isEqualTo("4242");
    assertThat(second.text("/confirmation/price/ja")).contains("3,900円");
    hana.order(second.id(), 3900).expect(200);
  }

  @Test
  void orderingWithoutKeepForgetsWhatWasKept() {
    var first = hana.press(1).expect(201);
    hana.fill(first.id(), Buyer.ACCEPTS, true).expect(200);
    hana.order(first.id(), 3900).expect(200);
    var second = hana.press(1).expect(201);
    hana.fill(second.id(), Buyer.ACCEPTS, false).expect(200);
    hana.order(second.id(), 3900).expect(200);
    assertThat(scene.shop.knownBuyer(new ViewerId("hana"))).isEmpty();
  }

  @Test
  void secondTapAnswersTheFirstCheckout() {
    var first = hana.press(1).expect(201);
    assertThat(hana.press(1).expect(200).id()).isEqualTo(first.id());
    assertThat(scene.number("SELECT held FROM shop_stock")).isEqualTo(1);
  }

  @Test
  void repeatedKeyAnswersTheSameEvenAfterCancelling() {
    var first = hana.press("bowl-white", 1, "k1").expect(201);
    hana.post("/api/checkouts/" + first.id() + "/cancel", null, null).expect(204);
    hana.post("/api/checkouts/" + first.id() + "/cancel", null, null).expect(204);
    var again = hana.press("bowl-white", 1, "k1").expect(200);
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.text("/state")).isEqualTo("cancelled");
    hana.press("bowl-white", 2, "k1").expect(422);
    assertThat(hana.press(1).expect(201).id()).isNotEqualTo(first.id());
    assertThat(scene.ledgerDifferences()).isZero();
  }

  @Test
  void whoOrderedTheLastUnitsIsAnsweredAgainUnderTheirKey() {
    var last = hana.press("bowl-white", 5, "k1").expect(201);
    var filled = hana.fill(last.id(), Buyer.ACCEPTS, false).expect(200);
    hana.order(last.id(), filled.number("/total")).expect(200);
    assertThat(scene.buyer("ken").press(1).expect(409).text("/code")).isEqualTo("sold_out");
    assertThat(hana.press("bowl-white", 5, "k1").expect(200).id()).isEqualTo(last.id());
  }

  @Test
  void quantityChangesWithinWhatIsLeft() {
    var checkout = hana.press(1).expect(201);
    String path = "/api/checkouts/" + checkout.id() + "/quantity";
    assertThat(hana.put(path, "{\"quantity\":4}").expect(200).number("/subtotal"))
        .isEqualTo(13_200);
    assertThat(hana.checkout(checkout.id()).number("/shipping")).isZero();
    var refused = hana.put(path, "{\"quantity\":6}").expect(409);
    assertThat(refused.text("/code")).isEqualTo("sold_out");
    assertThat(refused.number("/left")).isEqualTo(5);
    assertThat(hana.put(path, "{\"quantity\":11}").expect(409).text("/code"))
        .isEqualTo("per_buyer_limit");
    hana.put(path, "{\"quantity\":0}").expect(422);
    hana.put(path, "{\"quantity\":2}").expect(200);
    assertThat(scene.number("SELECT held FROM shop_stock")).isEqualTo(2);
    assertThat(scene.ledgerDifferences()).isZero();
  }

  @Test
  void changedTotalIsShownBeforeItIsOrdered() {
    var checkout = hana.press(1).expect(201);
    assertThat(hana.order(checkout.id(), 3900).expect(409).text("/code"))
        .isEqualTo("buyer_missing");
    hana.fill(checkout.id(), Buyer.ACCEPTS, false).expect(200);
    var refused = hana.order(checkout.id(), 3300).expect(409);
    assertThat(refused.text("/code")).isEqualTo("total_changed");
    assertThat(refused.number("/total")).isEqualTo(3900);
    hana.order(checkout.id(), 3900).expect(200);
  }

  @Test
  void priceAtTheTapIsHonoured() {
    var checkout = hana.press(1).expect(201);
    hana.fill(checkout.id(), Buyer.ACCEPTS, false).expect(200);
    scene.product(
        ShopScene.BOWL,
        10,
        TaxCategory.STANDARD,
        new VariantDraft(ShopScene.WHITE, ShopScene.text("", ""), ShopScene.yen(5000)));
    hana.order(checkout.id(), 3900).expect(200);
    assertThat(scene.buyer("ken").press(1).expect(201).number("/subtotal")).isEqualTo(5000);
  }

  @Test
  void limitPerBuyerCountsAllVariantsAndEarlierOrders() {
    var red = new SkuId("cup-red");
    var blue = new SkuId("cup-blue");
    var cup = new ProductId("cup");
    scene.product(
        cup,
        2,
        TaxCategory.REDUCED,
        new VariantDraft(red, ShopScene.text("赤", "Red"), ShopScene.yen(1000)),
        new VariantDraft(blue, ShopScene.text("青", "Blue"), ShopScene.yen(1000)));
    scene.shop.seeding().list(ShopScene.SHOW, cup, 2, SaleState.ON_SALE);
    scene.shop.seeding().stockUpTo(red, 10, "opening");
    scene.shop.seeding().stockUpTo(blue, 10, "opening");

    var checkout = hana.press("cup-red", 1, "a").expect(201);
    assertThat(checkout.number("/taxes/1/rate")).isEqualTo(8);
    assertThat(checkout.number("/taxes/1/tax")).isEqualTo(74);
    hana.fill(checkout.id(), Buyer.ACCEPTS, false).expect(200);
    hana.order(checkout.id(), 1600).expect(200);
    assertThat(hana.press("cup-blue", 2, "b").expect(409).text("/code"))
        .isEqualTo("per_buyer_limit");
    hana.press("cup-blue", 1, "c").expect(201);
    assertThat(hana.press("cup-red", 1, "d").expect(409).text("/code"))
        .isEqualTo("per_buyer_limit");
  }

  @Test
  void onlyWhatIsOnSaleCanBeTaken() {
    var producer = scene.staff(Role.PRODUCER);
    String path = "/api/shows/demo/products/bowl/state";
    var held = hana.press(1).expect(201);
    for (String state : List.of("paused", "coming", "ended", "hidden")) {
      producer.put(path, "{\"state\":\"" + state + "\"}").expect(200);
      assertThat(scene.buyer("ken").press(1).expect(409).text("/code")).isEqualTo("not_on_sale");
    }
    assertThat(hana.get("/api/shows/demo/products").expect(200).body().at("/products")).isEmpty();
    hana.fill(held.id(), Buyer.ACCEPTS, false).expect(200);
    hana.order(held.id(), 3900).expect(200);
    producer.put(path, "{\"state\":\"on_sale\"}").expect(200);
    scene.buyer("ken").press(1).expect(201);
  }

  @Test
  void whatCannotBeUsedIsNamed() {
    hana.press("nothing-here", 1, "a").expect(404);
    hana.press("bowl-white", -1, "b").expect(422);
    hana.press("bowl-white", 1, "").expect(400);
    hana.post("/api/shows/demo/checkouts", "{\"sku\":\"bowl-white\",\"price\":1}", "c").expect(400);
    var checkout = hana.press(1).expect(201);
    String path = "/api/checkouts/" + checkout.id() + "/buyer";
    String good = Buyer.form(hana.card(Buyer.ACCEPTS), false);
    var bad = hana.put(path, good.replace("東京都", "東京")).expect(422);
    assertThat(bad.text("/code")).isEqualTo("invalid_field");
    assertThat(bad.text("/field")).isEqualTo("prefecture");
    assertThat(hana.put(path, Buyer.form("tok_made_up", false)).expect(422).text("/field"))
        .isEqualTo("cardToken");
    hana.post(
            "/api/simulator/tokens",
            "{\"number\":\"4242424242424241\",\"expiry\":\"12/40\",\"cvc\":\"123\"}",
            null)
        .expect(422);
  }

  @Test
  void pictureIsServedUnderItsHashForGood() {
    String url = hana.get("/api/shows/demo/products").expect(200).text("/products/0/images/0/url");
    assertThat(url).matches("/images/[0-9a-f]{32}");
    var image = hana.get(url);
    assertThat(image.status()).isEqualTo(200);
    hana.get("/images/" + "0".repeat(32)).expect(404);
  }
}
