package live.nigiwai.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.shop.catalog.TaxCategory;
import live.nigiwai.shop.catalog.VariantDraft;
import live.nigiwai.shop.rundown.Cue;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.timeline.LogId;
import live.nigiwai.show.timeline.SaleState;
import live.nigiwai.show.timeline.ShowState;
import live.nigiwai.show.timeline.TimelineEntry;
import live.nigiwai.show.timeline.TimelineEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The producer runs a show. */
class ControlTest {
  private final ShopScene scene = new ShopScene().selling(5);
  private final Buyer producer = scene.staff(Role.PRODUCER);

  @AfterEach
  void close() {
    scene.close();
  }

  private void moreProducts(String... ids) {
    int position = 2;
    for (String id : ids) {
      var product = new ProductId(id);
      scene.product(
          product,
          5,
          TaxCategory.STANDARD,
          new VariantDraft(new SkuId(id), ShopScene.text("", ""), ShopScene.yen(1000)));
      scene.shop.seeding().list(ShopScene.SHOW, product, position++, SaleState.ON_SALE);
    }
  }

  private List<String> pins() {
    var pins = new ArrayList<String>();
    producer
        .get("/api/shows/demo/control")
        .body()
        .at("/pins")
        .forEach(pin -> pins.add(pin.at("/product").asText()));
    return pins;
  }

  private List<TimelineEntry> stage() {
    return scene.timelines.log(LogId.stage(ShopScene.SHOW)).snapshot(50).recent();
  }

  @Test
  void pinsAreAtMostThreeOldestFirst() {
    moreProducts("a", "b", "c");
    producer.put("/api/shows/demo/pins/b", null).expect(200);
    producer.put("/api/shows/demo/pins/bowl", null).expect(200);
    producer.put("/api/shows/demo/pins/a", null).expect(200);
    assertThat(producer.put("/api/shows/demo/pins/c", null).expect(409).text("/code"))
        .isEqualTo("too_many_pins");
    producer.put("/api/shows/demo/pins/a", null).expect(200);
    assertThat(pins()).containsExactly("b", "bowl", "a");
    producer.delete("/api/shows/demo/pins/b").expect(200);
    producer.delete("/api/shows/demo/pins/b").expect(200);
    producer.put("/api/shows/demo/pins/c", null).expect(200);
    assertThat(pins()).containsExactly("bowl", "a", "c");
    assertThat(stage()).hasSize(5);
    producer.put("/api/shows/demo/pins/unknown", null).expect(404);
  }

  @Test
  void pinIsDueWhenItsEntryIsDue() {
    long mediaAt = System.currentTimeMillis() - 5_000;
    var pinned = producer.put("/api/shows/demo/pins/bowl", "{\"mediaAt\":" + mediaAt + "}");
    long showAt = pinned.expect(200).number("/pins/0/showAt");
    assertThat(showAt).isEqualTo(mediaAt);
    var snapshot = scene.timelines.log(LogId.stage(ShopScene.SHOW)).snapshot(1);
    var entry = snapshot.recent().getLast();
    assertThat(entry.event()).isEqualTo(new TimelineEvent.ProductPinned(ShopScene.BOWL));
    assertThat(entry.showAt().millis()).isEqualTo(showAt);
    assertThat(snapshot.states())
        .anySatisfy(
            state -> {
              assertThat(state.version()).isEqualTo(entry.offset());
              assertThat(state.state())
                  .isEqualTo(
                      new ShowState.Pins(
                          List.of(new ShowState.Pin(ShopScene.BOWL, entry.showAt()))));
            });
    assertThat(scene.timelines.log(LogId.backstage(ShopScene.SHOW)).snapshot(1).recent())
        .extracting(TimelineEntry::event)
        .containsExactly(new TimelineEvent.StaffActed("pin", "bowl"));
  }

  @Test
  void limitHoldsForProducersAtOnce() throws Exception {
    moreProducts("a", "b", "c", "d", "e");
    var presses = new ArrayList<Callable<Integer>>();
    for (String id : List.of("bowl", "a", "b", "c", "d", "e")) {
      presses.add(() -> producer.put("/api/shows/demo/pins/" + id, null).status());
    }
    var statuses = new ArrayList<Integer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done : threads.invokeAll(presses)) {
        statuses.add(done.get());
      }
    }
    assertThat(statuses).containsExactlyInAnyOrder(200, 200, 200, 409, 409, 409);
    assertThat(pins()).hasSize(3);
  }

  @Test
  void saleStateIsAFactOnceAndKeyedState() {
    String path = "/api/shows/demo/products/bowl/state";
    producer.put(path, "{\"state\":\"paused\"}").expect(200);
    producer.put(path, "{\"state\":\"paused\"}").expect(200);
    producer.put(path, "{\"state\":\"open\"}").expect(400);
    producer.put("/api/shows/demo/products/none/state", "{\"state\":\"paused\"}").expect(404);
    var snapshot = scene.timelines.log(LogId.stage(ShopScene.SHOW)).snapshot(10);
    assertThat(snapshot.recent())
        .extracting(TimelineEntry::event)
        .containsExactly(new TimelineEvent.SaleStateChanged(ShopScene.BOWL, SaleState.PAUSED));
    assertThat(snapshot.states())
        .anySatisfy(
            state ->
                assertThat(state.state())
                    .isEqualTo(new ShowState.ProductSale(ShopScene.BOWL, SaleState.PAUSED)));
    assertThat(producer.get("/api/shows/demo/products").text("/products/0/state"))
        .isEqualTo("paused");
  }

  @Test
  void stockIsCountedOncePerRequestAndNeverBelowWhatIsTaken() {
    scene.buyer("hana").press(3).expect(201);
    String path = "/api/shows/demo/stock/bowl-white";
    var refused = producer.post(path, "{\"delta\":-3,\"reason\":\"count\"}", "a").expect(409);
    assertThat(refused.text("/code")).isEqualTo("below_zero");
    var level = producer.post(path, "{\"delta\":-2,\"reason\":\"count\"}", "b").expect(200);
    assertThat(level.number("/onHand")).isEqualTo(3);
    assertThat(level.number("/held")).isEqualTo(3);
    assertThat(level.number("/left")).isZero();
    producer.post(path, "{\"delta\":10,\"reason\":\"found\"}", "c").expect(200);
    var again = producer.post(path, "{\"delta\":10,\"reason\":\"found\"}", "c").expect(200);
    assertThat(again.number("/onHand")).isEqualTo(13);
    producer.post("/api/shows/demo/stock/none", "{\"delta\":1}", "d").expect(404);
    assertThat(scene.ledgerDifferences()).isZero();
  }

  @Test
  void controlShowsCountersCuesAndOrders() {
    scene
        .shop
        .seeding()
        .rundown(
            ShopScene.SHOW,
            List.of(
                new Cue(null, ShopScene.text("あいさつ", "Welcome")),
                new Cue(ShopScene.BOWL, ShopScene.text("茶碗を回す", "Turn the bowl"))));
    var hana = scene.buyer("hana");
    var checkout = hana.press(2).expect(201);
    hana.fill(checkout.id(), Buyer.ACCEPTS, false).expect(200);
    hana.order(checkout.id(), 7200).expect(200);
    scene.buyer("ken").press(1).expect(201);

    var control = producer.get("/api/shows/demo/control").expect(200);
    String variant = "/products/0/variants/0";
    assertThat(control.number(variant + "/onHand")).isEqualTo(5);
    assertThat(control.number(variant + "/held")).isEqualTo(1);
    assertThat(control.number(variant + "/sold")).isEqualTo(2);
    assertThat(control.number(variant + "/left")).isEqualTo(2);
    assertThat(control.number(variant + "/of")).isEqualTo(5);
    assertThat(control.text("/rundown/1/product")).isEqualTo("bowl");
    assertThat(control.number("/rundown/1/position")).isEqualTo(2);
    assertThat(control.number("/orders/count")).isEqualTo(1);
    assertThat(control.number("/orders/total")).isEqualTo(7200);
    assertThat(hana.get("/api/shows/demo/products").body().at(variant).has("onHand")).isFalse();
  }

  @Test
  void ordersAreListedNewestFirstInPages() {
    var numbers = new ArrayList<String>();
    for (String name : List.of("a", "b", "c")) {
      var buyer = scene.buyer(name);
      var checkout = buyer.press(1).expect(201);
      buyer.fill(checkout.id(), Buyer.ACCEPTS, false).expect(200);
      numbers.addFirst(buyer.order(checkout.id(), 3900).expect(200).text("/order/number"));
    }
    var first = producer.get("/api/shows/demo/orders?limit=2").expect(200);
    assertThat(first.text("/orders/0/number")).isEqualTo(numbers.get(0));
    assertThat(first.text("/orders/1/number")).isEqualTo(numbers.get(1));
    assertThat(first.text("/orders/0/state")).isEqualTo("paid");
    assertThat(first.text("/orders/0/buyer")).isEqualTo("𠮷田 はな");
    assertThat(first.text("/orders/0/lines/0/sku")).isEqualTo("bowl-white");
    var second =
        producer.get("/api/shows/demo/orders?limit=2&after=" + first.text("/next")).expect(200);
    assertThat(second.body().at("/orders")).hasSize(1);
    assertThat(second.text("/orders/0/number")).isEqualTo(numbers.get(2));
    assertThat(second.body().at("/next").isNull()).isTrue();
  }
}
