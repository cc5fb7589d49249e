package live.nigiwai.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.shop.catalog.TaxCategory;
import live.nigiwai.shop.catalog.VariantDraft;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.timeline.SaleState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many goods in one cart, one checkout and one order. */
class CartTest {
  private static final SkuId TEA = new SkuId("tea-green");
  private static ShopScene scene;
  private Buyer hana;

  @BeforeAll
  static void open() {
    scene = new ShopScene();
  }

  @BeforeEach
  void fill() {
    scene.emptied().selling(5);
    scene.product(
        new ProductId("tea"),
        10,
        TaxCategory.REDUCED,
        new VariantDraft(TEA, ShopScene.text("", ""), ShopScene.yen(1080)));
    scene.shop.seeding().list(ShopScene.SHOW, new ProductId("tea"), 2, SaleState.ON_SALE);
    scene.shop.seeding().stockUpTo(TEA, 5, "opening");
    hana = scene.buyer("hana");
  }

  @AfterAll
  static void close() {
    scene.close();
  }

  static Buyer.Reply put(Buyer buyer, String sku, int quantity) {
    return buyer.put(
        "/api/cart/lines/" + sku, "{\"show\":\"demo\",\"quantity\":%d}".formatted(quantity));
  }

  static Buyer.Reply checkOut(Buyer buyer) {
    return buyer.post("/api/cart/checkout", null, UUID.randomUUID().toString());
  }

  @Test
  void severalGoodsBecomeOneOrderWithOneShippingFee() {
    put(hana, "bowl-white", 2).expect(200);
    var cart = put(hana, "tea-green", 1).expect(200);
    assertThat(cart.number("/subtotal")).isEqualTo(7680);
    assertThat(cart.number("/count")).isEqualTo(3);

    var checkout = checkOut(hana).expect(201);
    assertThat(checkout.body().at("/lines")).hasSize(2);
    assertThat(checkout.text("/lines/0/key")).isEqualTo("bowl-white");
    assertThat(checkout.number("/shipping")).isEqualTo(600);
    assertThat(checkout.number("/total")).isEqualTo(8280);
    assertThat(checkout.number("/taxes/0/taxable")).isEqualTo(7200);
    assertThat(checkout.number("/taxes/1/taxable")).isEqualTo(1080);
    hana.fill(checkout.id(), Buyer.ACCEPTS, false).expect(200);
    var order = hana.order(checkout.id(), 8280).expect(200);
    assertThat(order.text("/order/state")).isEqualTo("paid");
    assertThat(hana.get("/api/cart").body().at("/lines")).isEmpty();
    assertThat(scene.number("SELECT sum(committed) FROM shop_stock")).isEqualTo(3);
    assertThat(scene.number("SELECT count(*) FROM shop_order_line")).isEqualTo(2);
    var mine = hana.get("/api/my/orders").expect(200);
    assertThat(mine.text("/orders/0/token")).isEqualTo(order.text("/order/token"));
    assertThat(scene.buyer("ken").get("/api/my/orders").body().at("/orders")).isEmpty();
    assertThat(scene.ledgerDifferences()).isZero();
  }

  @Test
  void allLinesOrNone() {
    put(hana, "bowl-white", 2).expect(200);
    put(hana, "tea-green", 5).expect(200);
    scene.buyer("ken").press("tea-green", 1, "k").expect(201);
    var refused = checkOut(hana).expect(409);
    assertThat(refused.text("/code")).isEqualTo("cart_changed");
    assertThat(refused.text("/lines/0/sku")).isEqualTo("tea-green");
    assertThat(refused.text("/lines/0/reason")).isEqualTo("sold_out");
    assertThat(refused.number("/lines/0/left")).isEqualTo(4);
    assertThat(scene.number("SELECT held FROM shop_stock WHERE sku = 'bowl-white'")).isZero();
    assertThat(hana.get("/api/cart").body().at("/lines/1/status").asText()).isEqualTo("sold_out");
    put(hana, "tea-green", 4).expect(200);
    checkOut(hana).expect(201);
    assertThat(scene.ledgerDifferences()).isZero();
  }

  @Test
  void higherPriceIsToldBeforeAnythingIsReserved() {
    put(hana, "bowl-white", 1).expect(200);
    scene.product(
        ShopScene.BOWL,
        10,
        TaxCategory.STANDARD,
        new VariantDraft(ShopScene.WHITE, ShopScene.text("", ""), ShopScene.yen(3500)));
    var refused = checkOut(hana).expect(409);
    assertThat(refused.text("/lines/0/reason")).isEqualTo("price_changed");
    assertThat(refused.number("/lines/0/price")).isEqualTo(3500);
    assertThat(scene.number("SELECT sum(held) FROM shop_stock")).isZero();
    assertThat(checkOut(hana).expect(201).number("/lines/0/unitPrice")).isEqualTo(3500);
  }

  @Test
  void repeatedPressAndSecondTabLeadToOneSetOfHolds() throws Exception {
    put(hana, "bowl-white", 2).expect(200);
    put(hana, "tea-green", 2).expect(200);
    var first = hana.post("/api/cart/checkout", null, "same").expect(201);
    assertThat(hana.post("/api/cart/checkout", null, "same").expect(201).id())
        .isEqualTo(first.id());
    var presses = new ArrayList<Callable<Buyer.Reply>>();
    for (int i = 0; i < 6; i++) {
      presses.add(() -> checkOut(hana));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var reply : threads.invokeAll(presses)) {
        reply.get().expect(201);
      }
    }
    assertThat(hana.checkout(first.id()).text("/state")).isEqualTo("expired");
    assertThat(scene.number("SELECT sum(held) FROM shop_stock")).isEqualTo(4);
    assertThat(scene.number("SELECT count(*) FROM shop_checkout WHERE state = 'OPEN'"))
        .isEqualTo(1);
    assertThat(scene.ledgerDifferences()).isZero();
  }

  @Test
  void cartsInOppositeOrderNeverWaitForEachOther() throws Exception {
    scene.shop.seeding().stockUpTo(ShopScene.WHITE, 100, "more");
    scene.shop.seeding().stockUpTo(TEA, 100, "more");
    var buyers = new ArrayList<Callable<Buyer.Reply>>();
    for (int i = 0; i < 20; i++) {
      var buyer = scene.buyer("buyer-" + i);
      for (String sku :
          i % 2 == 0 ? List.of("bowl-white", "tea-green") : List.of("tea-green", "bowl-white")) {
        put(buyer, sku, 1).expect(200);
      }
      buyers.add(() -> checkOut(buyer));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var reply : threads.invokeAll(buyers)) {
        reply.get().expect(201);
      }
    }
    assertThat(scene.number("SELECT sum(held) FROM shop_stock")).isEqualTo(40);
    assertThat(scene.ledgerDifferences()).isZero();
  }

  @Test
  void whatIsHeldAlreadyJoinsTheCartAtItsPrice() {
    var tapped = hana.press(1).expect(201);
    scene.product(
        ShopScene.BOWL,
        10,
        TaxCategory.STANDARD,
        new VariantDraft(ShopScene.WHITE, ShopScene.text("", ""), ShopScene.yen(4000)));
    put(hana, "bowl-white", 2).expect(200);
    var checkout = checkOut(hana).expect(201);
    assertThat(checkout.number("/lines/0/unitPrice")).isEqualTo(3300);
    assertThat(checkout.text("/changed/0")).isEqualTo("price");
    assertThat(hana.checkout(tapped.id()).text("/state")).isEqualTo("expired");
    assertThat(scene.number("SELECT held FROM shop_stock WHERE sku = 'bowl-white'")).isEqualTo(2);
    assertThat(scene.ledgerDifferences()).isZero();
  }

  @Test
  void limitsOfACartAreSaid() {
    assertThat(put(hana, "bowl-white", 6).expect(409).text("/code")).isEqualTo("sold_out");
    assertThat(put(hana, "bowl-white", 11).expect(409).text("/code")).isEqualTo("per_buyer_limit");
    put(hana, "bowl-white", -1).expect(422);
    put(hana, "nothing-here", 1).expect(404);
    assertThat(checkOut(hana).expect(409).text("/code")).isEqualTo("cart_empty");
    scene
        .staff(Role.PRODUCER)
        .put("/api/shows/demo/products/tea/state", "{\"state\":\"paused\"}")
        .expect(200);
    assertThat(put(hana, "tea-green", 1).expect(409).text("/code")).isEqualTo("not_on_sale");
    hana.post("/api/cart/lines", "{\"show\":\"demo\",\"sku\":\"bowl-white\",\"quantity\":1}", null)
        .expect(200);
    assertThat(
            hana.post(
                    "/api/cart/lines",
                    "{\"show\":\"demo\",\"sku\":\"bowl-white\",\"quantity\":2}",
                    null)
                .expect(200)
                .number("/lines/0/quantity"))
        .isEqualTo(3);
    assertThat(put(hana, "bowl-white", 0).expect(200).body().at("/lines")).isEmpty();
  }
}
