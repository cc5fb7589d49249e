package live.nigiwai.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import live.nigiwai.shop.stock.StockAudit;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.timeline.LogId;
import live.nigiwai.show.timeline.SaleState;
import live.nigiwai.show.timeline.ShowState;
import live.nigiwai.testkit.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Units that a show has for itself この番組分. */
class AllotmentTest {
  private static final ShowId OTHER = new ShowId("other");
  private static final String PATH = "/api/shows/demo/stock/bowl-white/allotment";

  private final SellingScene selling = new SellingScene(new ShopScene().selling(10, 100));
  private final ShopScene scene = selling.scene;
  private final StockAudit audit = new StockAudit(scene.database);

  AllotmentTest() {
    scene.shop.seeding().list(OTHER, ShopScene.BOWL, 1, SaleState.ON_SALE);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private Buyer.Reply allot(int units) {
    return selling.producer.put(PATH, "{\"units\":%d,\"reason\":\"show\"}".formatted(units));
  }

  private Buyer.Reply pressInOther(String viewer, int quantity) {
    return scene
        .buyer(viewer)
        .post(
            "/api/shows/other/checkouts",
            "{\"sku\":\"bowl-white\",\"quantity\":%d}".formatted(quantity),
            SellingScene.key());
  }

  private void booksBalance() {
    assertThat(audit.verify().differences()).isEmpty();
  }

  @Test
  void showSellsItsOwnUnitsAndOthersCannotHaveThem() {
    assertThat(allot(4).expect(200).number("/left")).isEqualTo(4);
    pressInOther("a", 7).expect(409);
    pressInOther("a", 6).expect(201);
    assertThat(scene.buyer("b").press(5).expect(409).number("/left")).isEqualTo(4);
    scene.buyer("b").press(4).expect(201);
    assertThat(scene.buyer("c").press(1).expect(409).text("/code")).isEqualTo("sold_out");
    booksBalance();
  }

  @Test
  void bothShowsAreToldTheTruth() {
    allot(4).expect(200);
    scene.buyer("b").press(1).expect(201);
    pressInOther("a", 2).expect(201);
    Eventually.holds(
        () -> {
          assertThat(told(ShopScene.SHOW)).isEqualTo(stock(3, 4, true));
          assertThat(told(OTHER)).isEqualTo(stock(4, 10, false));
        });
    var variant = scene.buyer("c").get("/api/shows/demo/products").expect(200);
    assertThat(variant.number("/products/0/variants/0/left")).isEqualTo(3);
    assertThat(variant.number("/products/0/variants/0/of")).isEqualTo(4);
    assertThat(variant.body().at("/products/0/variants/0/own").asBoolean()).isTrue();
    var shared = scene.buyer("c").get("/api/shows/other/products").expect(200);
    assertThat(shared.number("/products/0/variants/0/left")).isEqualTo(4);
    assertThat(shared.body().at("/products/0/variants/0").has("own")).isFalse();
  }

  private ShowState told(ShowId show) {
    return scene.timelines.log(LogId.stage(show)).snapshot(1).states().stream()
        .map(each -> each.state())
        .filter(ShowState.StockLeft.class::isInstance)
        .findFirst()
        .orElseThrow();
  }

  private static ShowState stock(int left, int of, boolean own) {
    return new ShowState.StockLeft(ShopScene.WHITE, ShopScene.BOWL, left, of, own);
  }

  @Test
  void whatIsGivenBackIsTheShowsAgainUntilItIsClosed() {
    allot(4).expect(200);
    var hana = scene.buyer("hana");
    var checkout = hana.press(3).expect(201);
    allot(2).expect(409);
    hana.put("/api/checkouts/" + checkout.id() + "/quantity", "{\"quantity\":4}").expect(200);
    hana.put("/api/checkouts/" + checkout.id() + "/quantity", "{\"quantity\":2}").expect(200);
    booksBalance();
    hana.post("/api/checkouts/" + checkout.id() + "/cancel", null, null).expect(204);
    pressInOther("a", 7).expect(409);
    var again = scene.buyer("ken").press(4).expect(201);
    allot(0).expect(200);
    booksBalance();
    pressInOther("a", 6).expect(201);
    scene.buyer("ken").post("/api/checkouts/" + again.id() + "/cancel", null, null).expect(204);
    pressInOther("c", 4).expect(201);
    booksBalance();
  }

  @Test
  void unitsComeFromWhatNobodyHas() {
    pressInOther("a", 7).expect(201);
    assertThat(allot(4).expect(409).number("/most")).isEqualTo(3);
    allot(3).expect(200);
    selling
        .producer
        .post("/api/shows/demo/stock/bowl-white", "{\"delta\":-1,\"reason\":\"count\"}", "k")
        .expect(409);
    selling.producer.put("/api/shows/demo/stock/none/allotment", "{\"units\":1}").expect(404);
    scene.buyer("b").put(PATH, "{\"units\":1}").expect(401);
    booksBalance();
  }

  @Test
  void paidOrderOutOfAnAllotmentStaysSold() {
    allot(1).expect(200);
    var checkout = scene.buyer("hana").press(1).expect(201);
    selling.buys("hana", checkout.id(), 3900).expect(200);
    allot(0).expect(200);
    assertThat(scene.number("SELECT committed FROM shop_stock")).isEqualTo(1);
    assertThat(scene.number("SELECT kept FROM shop_stock")).isZero();
    booksBalance();
  }

  @Test
  void booksBalanceWhateverIsAllottedMeanwhile() throws Exception {
    var work = new ArrayList<Callable<Integer>>();
    for (int i = 0; i < 12; i++) {
      String viewer = "v" + i;
      var random = new Random(i);
      work.add(
          () -> {
            for (int step = 0; step < 6; step++) {
              boolean here = random.nextBoolean();
              var pressed =
                  here
                      ? scene.buyer(viewer).press(1 + random.nextInt(3))
                      : pressInOther(viewer, 1 + random.nextInt(3));
              if (pressed.status() < 300 && random.nextInt(3) > 0) {
                scene.buyer(viewer).post("/api/checkouts/" + pressed.id() + "/cancel", null, null);
              }
            }
            return 0;
          });
    }
    work.add(
        () -> {
          var random = new Random(99);
          for (int step = 0; step < 15; step++) {
            allot(random.nextInt(6));
          }
          return 0;
        });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done : threads.invokeAll(work)) {
        done.get();
      }
    }
    booksBalance();
    assertThat(scene.ledgerDifferences()).isZero();
  }

  @Test
  void auditNamesACounterThatSomebodyTouched() {
    allot(4).expect(200);
    scene.change("UPDATE shop_stock SET on_hand = on_hand + 1");
    scene.change("UPDATE shop_allotment SET units = units + 1");
    assertThat(audit.verify().differences())
        .extracting(StockAudit.Difference::what)
        .containsExactly("allotted = its changes", "kept = open allotments", "on hand = movements");
  }
}
