package live.nigiwai.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import live.nigiwai.shop.stock.StockAudit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** First paid, first served: the tap keeps nothing, the order does. */
class FirstPaidTest {
  private final SellingScene selling = new SellingScene(new ShopScene().selling(3));
  private final ShopScene scene = selling.scene;

  FirstPaidTest() {
    selling
        .producer
        .put("/api/shows/demo/products/bowl/mode", "{\"mode\":\"first_paid\"}")
        .expect(200);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void everyoneMayFillInTheSheetAndTheFirstToOrderHaveThem() throws Exception {
    var orders = new ArrayList<Callable<Integer>>();
    for (int i = 0; i < 8; i++) {
      String viewer = "v" + i;
      var checkout = scene.buyer(viewer).press(1).expect(201);
      orders.add(() -> selling.buys(viewer, checkout.id(), 3900).status());
    }
    assertThat(scene.number("SELECT held FROM shop_stock")).isZero();
    var statuses = new ArrayList<Integer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var each : threads.invokeAll(orders)) {
        statuses.add(each.get());
      }
    }
    assertThat(statuses).filteredOn(status -> status == 200).hasSize(3);
    assertThat(statuses).filteredOn(status -> status == 409).hasSize(5);
    assertThat(scene.number("SELECT committed FROM shop_stock")).isEqualTo(3);
    assertThat(scene.number("SELECT count(*) FROM shop_sim_charge")).isEqualTo(3);
    assertThat(new StockAudit(scene.database).verify().differences()).isEmpty();
    assertThat(scene.ledgerDifferences()).isZero();
  }

  @Test
  void sheetThatIsLeftCostsNobodyAnything() {
    var checkout = scene.buyer("a").press(3).expect(201);
    scene.buyer("a").put("/api/checkouts/" + checkout.id() + "/quantity", "{\"quantity\":2}");
    var other = scene.buyer("b").press(3).expect(201);
    scene.buyer("a").post("/api/checkouts/" + checkout.id() + "/cancel", null, null).expect(204);
    selling.buys("b", other.id(), 9900 + 600).expect(200);
    assertThat(scene.buyer("c").press(1).expect(409).text("/code")).isEqualTo("sold_out");
    assertThat(new StockAudit(scene.database).verify().differences()).isEmpty();
  }

  @Test
  void declinedCardKeepsTheUnitsForAnotherTry() {
    var checkout = scene.buyer("a").press(3).expect(201);
    scene.buyer("a").fill(checkout.id(), Buyer.DECLINES, false).expect(200);
    scene.buyer("a").order(checkout.id(), 10_500).expect(402);
    assertThat(scene.buyer("b").press(1).expect(409).text("/code")).isEqualTo("sold_out");
    selling.buys("a", checkout.id(), 10_500).expect(200);
    assertThat(new StockAudit(scene.database).verify().differences()).isEmpty();
  }
}
