package live.nigiwai.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import live.nigiwai.shop.drop.FairDraw;
import live.nigiwai.shop.stock.StockAudit;
import live.nigiwai.show.timeline.LogId;
import live.nigiwai.show.timeline.TimelineEvent;
import live.nigiwai.testkit.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A drop that is drawn: enter, draw, hold, and anybody can check it. */
class FairDropTest {
  private final SellingScene selling = new SellingScene(new ShopScene().selling(10));
  private final ShopScene scene = selling.scene;

  @AfterEach
  void close() {
    scene.close();
  }

  private String planned(int units) {
    return selling.drop("fair", units, 1).expect(200).id();
  }

  private String opened(int units) {
    String drop = planned(units);
    selling.opens(drop);
    return drop;
  }

  private void drawn(String drop) {
    selling.closes(drop);
    Eventually.holds(() -> assertThat(phase(drop)).isIn("drawn", "ended"));
  }

  private String phase(String drop) {
    for (var each : scene.buyer("x").get("/api/shows/demo/drops").body().at("/drops")) {
      if (each.at("/id").asText().equals(drop)) {
        return each.at("/phase").asText();
      }
    }
    return "";
  }

  private List<String> standing(String drop, int people) {
    var states = new ArrayList<String>();
    for (int i = 0; i < people; i++) {
      states.add(selling.entry(drop, "v" + i).expect(200).text("/state"));
    }
    return states;
  }

  private void everyoneEnters(String drop, int people) throws Exception {
    var presses = new ArrayList<Callable<Integer>>();
    for (int i = 0; i < people; i++) {
      String viewer = "v" + i;
      presses.add(() -> selling.enter(drop, viewer).expect(201).status());
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var each : threads.invokeAll(presses)) {
        each.get();
      }
    }
  }

  @Test
  void asManyWinAsThereAreUnitsAndAnybodyCanCheckWhy() throws Exception {
    String drop = opened(3);
    everyoneEnters(drop, 20);
    drawn(drop);
    Eventually.holds(() -> assertThat(standing(drop, 20)).filteredOn("won"::equals).hasSize(3));
    assertThat(standing(drop, 20)).filteredOn("waiting"::equals).hasSize(17);

    // A stranger's check, from what is public alone.
    var view = scene.buyer("stranger").get("/api/shows/demo/drops").expect(200);
    String seed = view.text("/drops/0/seed");
    assertThat(FairDraw.commitment(HexFormat.of().parseHex(seed)))
        .isEqualTo(view.text("/drops/0/commitment"));
    var listed = new HashMap<String, Integer>();
    for (String line : scene.buyer("stranger").text(view.text("/drops/0/proof")).split("\n")) {
      if (!line.startsWith("#")) {
        var words = line.split(" ");
        listed.put(words[2], Integer.valueOf(words[0]));
      }
    }
    assertThat(FairDraw.entriesHash(listed.keySet())).isEqualTo(view.text("/drops/0/entriesHash"));
    int place = 0;
    for (var each : FairDraw.order(HexFormat.of().parseHex(seed), listed.keySet())) {
      assertThat(listed).containsEntry(each.entryId(), ++place);
    }
    for (int i = 0; i < 20; i++) {
      var receipt =
          scene.buyer("v" + i).get("/api/shows/demo/drops/" + drop + "/receipt").expect(200);
      int mine = listed.getOrDefault(receipt.text("/entry/entry"), 0);
      assertThat(receipt.number("/entry/place")).isEqualTo(mine);
      assertThat(receipt.text("/entry/state")).isEqualTo(mine <= 3 ? "won" : "waiting");
      assertThat(receipt.text("/key"))
          .isEqualTo(FairDraw.key(HexFormat.of().parseHex(seed), receipt.text("/entry/entry")));
    }
    assertThat(new StockAudit(scene.database).verify().differences()).isEmpty();
  }

  @Test
  void whoeverWonOrdersAtTheOrdinaryPriceAndTheRestGoesToTheNextInOrder() throws Exception {
    String drop = opened(1);
    everyoneEnters(drop, 4);
    drawn(drop);
    String first = whoHolds(drop);
    selling.timeIsUpFor(first);
    Eventually.holds(() -> assertThat(whoHolds(drop)).isNotEmpty().isNotEqualTo(first));
    String second = whoHolds(drop);
    assertThat(selling.entry(drop, second).number("/place")).isEqualTo(2);
    var entry = selling.entry(drop, second);
    selling.buys(second, entry.text("/checkout"), 3900).expect(200);
    Eventually.holds(() -> assertThat(phase(drop)).isEqualTo("ended"));
    assertThat(selling.entry(drop, second).body().at("/ordered").asBoolean()).isTrue();
    assertThat(standing(drop, 4)).contains("lost");
    assertThat(scene.number("SELECT kept + allotments FROM shop_stock")).isZero();
    assertThat(scene.number("SELECT committed FROM shop_stock")).isEqualTo(1);
    scene.buyer("later").press(1).expect(201);
  }

  private String whoHolds(String drop) {
    var winner = new String[] {""};
    Eventually.holds(
        () -> {
          winner[0] =
              scene.database.query(
                  sql ->
                      sql.one(
                              "SELECT buyer FROM shop_drop_entry e JOIN shop_hold h USING (hold_id)"
                                  + " WHERE e.drop_id = $1 AND h.state = 'HELD'",
                              row -> row.getString(0),
                              drop)
                          .orElse(""));
          assertThat(winner[0]).isNotEmpty();
        });
    return winner[0];
  }

  /** Two nodes look at the same drop, whoever draws; nobody wins twice, nothing is told twice. */
  @Test
  void twoNodesMakeOneDraw() throws Exception {
    String drop = opened(3);
    everyoneEnters(drop, 12);
    try (var other = new ShopScene(scene.address, ShopScene.config())) {
      drawn(drop);
      Eventually.holds(() -> assertThat(standing(drop, 12)).filteredOn("won"::equals).hasSize(3));
      assertThat(other.number("SELECT held FROM shop_stock")).isEqualTo(3);
    }
    assertThat(scene.timelines.log(LogId.stage(ShopScene.SHOW)).snapshot(20).recent())
        .extracting(entry -> entry.event())
        .filteredOn(
            event -> event instanceof TimelineEvent.DropChanged it && it.phase().equals("drawn"))
        .hasSize(1);
    assertThat(new StockAudit(scene.database).verify().differences()).isEmpty();
  }

  @Test
  void enteringTwiceIsEnteringOnceAndOnlyWhileItIsOpen() {
    String drop = planned(1);
    assertThat(selling.enter(drop, "a").expect(409).text("/code")).isEqualTo("drop_not_open");
    selling.opens(drop);
    String entry = selling.enter(drop, "a").expect(201).text("/entry");
    assertThat(selling.enter(drop, "a").expect(200).text("/entry")).isEqualTo(entry);
    scene
        .buyer("b")
        .post("/api/shows/demo/drops/" + drop + "/entries", "{\"quantity\":2}", null)
        .expect(409);
    selling.enter("none", "a").expect(404);
    selling.entry(drop, "b").expect(404);
    drawn(drop);
    assertThat(selling.enter(drop, "c").expect(409).text("/code")).isEqualTo("drop_closed");
    assertThat(selling.enter(drop, "a").expect(200).text("/entry")).isEqualTo(entry);
  }

  @Test
  void seedIsNobodysBeforeTheDrawAndTheHashIsEverybodys() {
    String drop = opened(1);
    selling.enter(drop, "a").expect(201);
    var before = scene.buyer("a").get("/api/shows/demo/drops").expect(200);
    assertThat(before.text("/drops/0/commitment")).hasSize(64);
    assertThat(before.body().at("/drops/0/seed").isNull()).isTrue();
    assertThat(selling.producer.get("/api/shows/demo/selling").body().at("/drops/0/seed").isNull())
        .isTrue();
    scene.buyer("a").get("/api/shows/demo/drops/" + drop + "/proof").expect(409);
    assertThat(scene.buyer("a").get("/api/shows/demo/drops/" + drop + "/receipt").text("/key"))
        .isIn("", "null");
  }

  @Test
  void unitsOfADropAreNobodyElses() {
    String drop = opened(4);
    assertThat(scene.buyer("a").press(1).expect(409).text("/code")).isEqualTo("not_on_sale");
    assertThat(selling.drop("fair", 1, 1).expect(409).text("/code")).isEqualTo("another_drop");
    selling.producer.put("/api/shows/demo/stock/bowl-white/allotment", "{\"units\":2}").expect(409);
    String cancel = "/api/shows/demo/drops/" + drop + "/cancel";
    scene.buyer("a").post(cancel, null, null).expect(401);
    selling.producer.post(cancel, null, null).expect(200);
    selling.producer.post(cancel, null, null).expect(409);
    scene.buyer("a").press(10).expect(201);
    assertThat(scene.timelines.log(LogId.stage(ShopScene.SHOW)).snapshot(9).recent())
        .extracting(entry -> entry.event())
        .filteredOn(TimelineEvent.DropChanged.class::isInstance)
        .extracting(event -> ((TimelineEvent.DropChanged) event).phase())
        .startsWith("planned")
        .endsWith("cancelled");
  }

  @Test
  void windowIsLongEnoughForTheSlowestViewer() {
    long now = selling.now();
    String plan =
        "{\"sku\":\"bowl-white\",\"kind\":\"fair\",\"units\":1,\"opensAt\":%d,\"closesAt\":%d}";
    selling
        .producer
        .post("/api/shows/demo/drops", plan.formatted(now + 60_000, now + 104_000), "a")
        .expect(422);
    selling
        .producer
        .post("/api/shows/demo/drops", plan.formatted(now + 2_000, now + 104_000), "b")
        .expect(422);
    assertThat(selling.drop("fair", 11, 1).expect(409).number("/left")).isEqualTo(10);
    selling.drop("lottery", 1, 1).expect(400);
  }
}
