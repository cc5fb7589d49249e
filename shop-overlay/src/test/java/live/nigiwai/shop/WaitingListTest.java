package live.nigiwai.shop;

import static org.assertj.core.api.Assertions.assertThat;

import live.nigiwai.shop.stock.StockAudit;
import live.nigiwai.testkit.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who waits for what is sold out is served in order 入荷待ち. */
class WaitingListTest {
  private static final String PATH = "/api/shows/demo/waitlist/bowl-white";

  private final SellingScene selling = new SellingScene(new ShopScene().selling(1, 1));
  private final ShopScene scene = selling.scene;

  @AfterEach
  void close() {
    scene.close();
  }

  private Buyer.Reply waits(String viewer) {
    return scene.buyer(viewer).post(PATH, null, null);
  }

  private Buyer.Reply standing(String viewer) {
    return scene.buyer(viewer).get("/api/shows/demo/waitlist").expect(200);
  }

  private void receives(int units) {
    selling
        .producer
        .post(
            "/api/shows/demo/stock/bowl-white",
            "{\"delta\":%d,\"reason\":\"found\"}".formatted(units),
            SellingScene.key())
        .expect(200);
  }

  @Test
  void whatComesBackIsHeldForTheNextInOrderAndNobodyElse() {
    assertThat(waits("a").expect(409).text("/code")).isEqualTo("not_sold_out");
    var holder = scene.buyer("holder").press(1).expect(201);
    assertThat(waits("a").expect(200).number("/waiting/0/ahead")).isZero();
    assertThat(waits("b").expect(200).number("/waiting/0/ahead")).isEqualTo(1);
    assertThat(waits("a").expect(200).number("/waiting/0/ahead")).isZero();
    scene.buyer("holder").post("/api/checkouts/" + holder.id() + "/cancel", null, null).expect(204);
    assertThat(scene.buyer("quick").press(1).expect(409).text("/code")).isEqualTo("sold_out");
    assertThat(standing("a").text("/waiting/0/state")).isEqualTo("offered");
    assertThat(standing("b").text("/waiting/0/state")).isEqualTo("waiting");
    assertThat(
            scene.buyer("x").get("/api/shows/demo/products").number("/products/0/variants/0/left"))
        .isZero();
    selling.buys("a", standing("a").text("/waiting/0/checkout"), 3900).expect(200);
    assertThat(standing("a").text("/waiting/0/state")).isEqualTo("taken");
    assertThat(new StockAudit(scene.database).verify().differences()).isEmpty();
  }

  @Test
  void offerThatIsNotTakenGoesToTheNext() {
    scene.buyer("holder").press(1).expect(201);
    waits("a").expect(200);
    waits("b").expect(200);
    selling.timeIsUpFor("holder");
    Eventually.holds(() -> assertThat(standing("a").text("/waiting/0/state")).isEqualTo("offered"));
    selling.timeIsUpFor("a");
    Eventually.holds(() -> assertThat(standing("b").text("/waiting/0/state")).isEqualTo("offered"));
    assertThat(standing("a").text("/waiting/0/state")).isEqualTo("missed");
    waits("a").expect(200);
    assertThat(new StockAudit(scene.database).verify().differences()).isEmpty();
  }

  @Test
  void whoeverLeavesIsPassedOverAndWhatIsMoreIsEverybodys() {
    scene.buyer("holder").press(1).expect(201);
    waits("a").expect(200);
    waits("b").expect(200);
    waits("holder").expect(200);
    scene.buyer("a").delete(PATH).expect(204);
    scene.buyer("a").delete(PATH).expect(204);
    receives(3);
    assertThat(standing("a").text("/waiting/0/state")).isEqualTo("left");
    assertThat(standing("b").text("/waiting/0/state")).isEqualTo("offered");
    assertThat(standing("holder").text("/waiting/0/state")).isEqualTo("passed");
    scene.buyer("quick").press(1).expect(201);
    assertThat(new StockAudit(scene.database).verify().differences()).isEmpty();
  }

  @Test
  void whileASaleIsPausedEverybodyGoesOnWaiting() {
    scene.buyer("holder").press(1).expect(201);
    waits("a").expect(200);
    String state = "/api/shows/demo/products/bowl/state";
    selling.producer.put(state, "{\"state\":\"paused\"}").expect(200);
    receives(1);
    assertThat(standing("a").text("/waiting/0/state")).isEqualTo("waiting");
    selling.producer.put(state, "{\"state\":\"on_sale\"}").expect(200);
    Eventually.holds(() -> assertThat(standing("a").text("/waiting/0/state")).isEqualTo("offered"));
    assertThat(selling.producer.get("/api/shows/demo/selling").expect(200).body().at("/waiting"))
        .isEmpty();
  }
}
