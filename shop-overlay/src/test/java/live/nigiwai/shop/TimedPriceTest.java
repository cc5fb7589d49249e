package live.nigiwai.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import live.nigiwai.show.Money;
import live.nigiwai.show.timeline.LogId;
import live.nigiwai.show.timeline.ShowState;
import live.nigiwai.show.timeline.TimelineEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A price for a time タイムセール, by the server's clock. */
class TimedPriceTest {
  private static final String PATH = "/api/shows/demo/timed-prices";

  private final SellingScene selling = new SellingScene(new ShopScene().selling(20));
  private final ShopScene scene = selling.scene;

  @AfterEach
  void close() {
    scene.close();
  }

  private Buyer.Reply promise(long yen, long until, String key) {
    return selling.producer.post(
        PATH,
        "{\"product\":\"bowl\",\"prices\":[{\"sku\":\"bowl-white\",\"yen\":%d}],\"until\":%d}"
            .formatted(yen, until),
        key);
  }

  private Buyer.Reply promise(long yen) {
    return promise(yen, selling.now() + 60_000, SellingScene.key());
  }

  private void endedAgo(long millis) {
    scene.change(
        "UPDATE shop_timed_price SET starts_at = clock_timestamp() - interval '1 h',"
            + " ends_at = clock_timestamp() - $1::bigint * interval '1 ms'",
        millis);
  }

  private Buyer.Reply press(String viewer, long delayMillis) {
    return scene
        .buyer(viewer)
        .post(
            "/api/shows/demo/checkouts",
            "{\"sku\":\"bowl-white\",\"quantity\":1,\"reported\":{\"delayMs\":%d}}"
                .formatted(delayMillis),
            SellingScene.key());
  }

  private long priceFor(String viewer, long delayMillis) {
    return press(viewer, delayMillis).expect(201).number("/lines/0/unitPrice");
  }

  @Test
  void runsFromItsStartAndIsTold() {
    long until = selling.now() + 60_000;
    var price = promise(2900, until, "k").expect(200);
    assertThat(promise(2900, until, "k").expect(200).id()).isEqualTo(price.id());
    assertThat(priceFor("a", 0)).isEqualTo(2900);
    var snapshot = scene.timelines.log(LogId.stage(ShopScene.SHOW)).snapshot(5);
    var prices = List.of(new ShowState.SkuPrice(ShopScene.WHITE, Money.yen(2900)));
    assertThat(snapshot.recent())
        .extracting(entry -> entry.event())
        .singleElement()
        .isInstanceOfSatisfying(
            TimelineEvent.PriceTimed.class,
            it -> {
              assertThat(it.prices()).isEqualTo(prices);
              assertThat(it.until().millis()).isEqualTo(until);
            });
    assertThat(snapshot.states()).extracting(each -> each.state().key()).contains("timed:bowl");
  }

  @Test
  void tapEightSecondsBehindEarnsItFiveSecondsAfterTheEndButNotForty() {
    promise(2900).expect(200);
    endedAgo(5_000);
    assertThat(priceFor("behind", 8_000 + 20_000)).isEqualTo(2900);
    assertThat(priceFor("in-time", 0)).isEqualTo(3300);
    endedAgo(40_000);
    assertThat(priceFor("late", 8_000)).isEqualTo(3300);
    assertThat(priceFor("liar", 600_000)).isEqualTo(3300);
  }

  @Test
  void whatThePlayerSaidBeforeCountsMoreThanWhatTheTapSays() {
    promise(2900).expect(200);
    scene.shop.delaysFrom(
        (show, viewer) ->
            viewer.value().startsWith("heard") ? OptionalLong.of(2_000) : OptionalLong.empty());
    endedAgo(15_000);
    assertThat(priceFor("heard-liar", 30_000)).isEqualTo(3300);
    assertThat(priceFor("unheard", 30_000)).isEqualTo(2900);
  }

  @Test
  void holdKeepsItsPriceAfterTheEnd() {
    promise(2900).expect(200);
    var checkout = press("hana", 0).expect(201);
    endedAgo(60_000);
    assertThat(scene.buyer("hana").checkout(checkout.id()).number("/lines/0/unitPrice"))
        .isEqualTo(2900);
    selling.buys("hana", checkout.id(), 2900 + 600).expect(200);
  }

  @Test
  void correctionTakesItFromHoldsThatAreNotOrderedAndSaysSo() {
    String id = promise(290).expect(200).id();
    var ordered = press("ken", 0).expect(201);
    selling.buys("ken", ordered.id(), 290 + 600).expect(200);
    var held = press("hana", 0).expect(201);
    scene.buyer("hana").fill(held.id(), Buyer.ACCEPTS, false).expect(200);
    String correct = PATH + "/" + id + "/correct";
    selling.producer.post(correct, "{\"reason\":\" \"}", null).expect(400);
    selling.producer.post(correct, "{\"reason\":\"桁の誤り\"}", null).expect(200);
    selling.producer.post(correct, "{\"reason\":\"桁の誤り\"}", null).expect(409);
    assertThat(scene.buyer("hana").order(held.id(), 890).expect(409).number("/total"))
        .isEqualTo(3900);
    assertThat(priceFor("late", 30_000)).isEqualTo(3300);
    var stage = scene.timelines.log(LogId.stage(ShopScene.SHOW)).snapshot(10);
    assertThat(stage.recent().getLast().event())
        .isEqualTo(new TimelineEvent.PriceCorrected(id, ShopScene.BOWL, "桁の誤り"));
    assertThat(scene.ledgerDifferences()).isZero();
  }

  @Test
  void producerMayEndItEarly() {
    String id = promise(2900).expect(200).id();
    selling.producer.post(PATH + "/" + id + "/end", null, null).expect(200);
    selling.producer.post(PATH + "/" + id + "/end", null, null).expect(409);
    assertThat(priceFor("a", 0)).isEqualTo(3300);
    assertThat(priceFor("behind", 30_000)).isEqualTo(2900);
    promise(2800).expect(200);
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThat(promise(3300).expect(409).text("/code")).isEqualTo("not_lower");
    assertThat(promise(0).status()).isEqualTo(400);
    assertThat(promise(2900, selling.now() + 1_000, "a").expect(422).text("/code"))
        .isEqualTo("bad_time");
    promise(2900, selling.now() + 90_000_000, "b").expect(422);
    promise(2900).expect(200);
    assertThat(promise(2800).expect(409).text("/code")).isEqualTo("timed_price_running");
    scene.buyer("viewer").post(PATH, "{}", "c").expect(401);
    selling
        .producer
        .post(
            PATH,
            "{\"product\":\"none\",\"prices\":[{\"sku\":\"x\",\"yen\":1}],\"until\":%d}"
                .formatted(selling.now() + 60_000),
            "d")
        .expect(404);
  }
}
