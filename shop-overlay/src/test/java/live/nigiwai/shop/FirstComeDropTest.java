package live.nigiwai.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import live.nigiwai.shop.stock.StockAudit;
import live.nigiwai.show.timeline.SaleState;
import live.nigiwai.testkit.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** N units at one moment, to whoever is first. */
class FirstComeDropTest {
  private final SellingScene selling = new SellingScene(new ShopScene().selling(50));
  private final ShopScene scene = selling.scene;

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void sellsExactlyItsUnitsFromItsMomentOn() throws Exception {
    selling
        .producer
        .put("/api/shows/demo/products/bowl/state", "{\"state\":\"coming\"}")
        .expect(200);
    String drop = selling.drop("first_come", 5, 1).expect(200).id();
    assertThat(scene.buyer("early").press(1).expect(409).text("/code")).isEqualTo("not_on_sale");
    selling.opens(drop);
    var presses = new ArrayList<Callable<Integer>>();
    for (int i = 0; i < 40; i++) {
      var buyer = scene.buyer("v" + i);
      presses.add(() -> buyer.press(1).status());
    }
    var statuses = new ArrayList<Integer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var each : threads.invokeAll(presses)) {
        statuses.add(each.get());
      }
    }
    assertThat(statuses).filteredOn(status -> status == 201).hasSize(5);
    assertThat(statuses).filteredOn(status -> status == 409).hasSize(35);
    assertThat(new StockAudit(scene.database).verify().differences()).isEmpty();
    Eventually.holds(
        () ->
            assertThat(scene.buyer("x").get("/api/shows/demo/products").text("/products/0/state"))
                .isEqualTo(SaleState.ON_SALE.name().toLowerCase(java.util.Locale.ROOT)));
  }

  @Test
  void limitPerBuyerIsTheDropsAndGrowingIsNoWayAround() {
    String drop = selling.drop("first_come", 5, 2).expect(200).id();
    selling.opens(drop);
    var hana = scene.buyer("hana");
    assertThat(hana.press(3).expect(409).number("/limit")).isEqualTo(2);
    var checkout = hana.press(2).expect(201);
    assertThat(
            hana.put("/api/checkouts/" + checkout.id() + "/quantity", "{\"quantity\":3}")
                .expect(409)
                .text("/code"))
        .isEqualTo("per_buyer_limit");
  }

  @Test
  void restIsEverybodysAfterItsEnd() {
    String drop = selling.drop("first_come", 5, 1).expect(200).id();
    selling.opens(drop);
    scene.buyer("hana").press(1).expect(201);
    selling.closes(drop);
    Eventually.holds(() -> assertThat(scene.number("SELECT allotments FROM shop_stock")).isZero());
    scene.buyer("ken").press(10).expect(201);
    assertThat(new StockAudit(scene.database).verify().differences()).isEmpty();
  }
}
