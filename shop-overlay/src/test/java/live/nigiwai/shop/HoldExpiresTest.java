package live.nigiwai.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import live.nigiwai.shop.stock.StockConfig;
import live.nigiwai.testkit.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Holds end by the database's clock, and give back what they held exactly once. */
class HoldExpiresTest {
  private static final StockConfig SWEEPS_OFTEN = sweeping(Duration.ofMillis(50));
  private static final StockConfig SWEEPS_NEVER = sweeping(Duration.ofHours(1));

  private final List<ShopScene> open = new ArrayList<>();

  private static StockConfig sweeping(Duration every) {
    var plain = StockConfig.defaults();
    return new StockConfig(
        plain.location(), plain.holdFor(), plain.holdMax(), Duration.ZERO, every, 1_000, 100);
  }

  private ShopScene open(StockConfig stock, int units) {
    var scene =
        new ShopScene(ShopScene.freshDatabase(), ShopScene.config().withStock(stock))
            .selling(units);
    open.add(scene);
    return scene;
  }

  @AfterEach
  void close() {
    open.forEach(ShopScene::close);
  }

  private static void timeIsUp(ShopScene scene, String checkout) {
    scene.change(
        "UPDATE shop_hold SET expires_at = clock_timestamp() WHERE checkout_id = $1", checkout);
  }

  @Test
  void sweeperReturnsWhatNobodyOrdered() {
    var scene = open(SWEEPS_OFTEN, 1);
    var hana = scene.buyer("hana");
    var checkout = hana.press(1).expect(201);
    hana.fill(checkout.id(), Buyer.ACCEPTS, false).expect(200);
    timeIsUp(scene, checkout.id());
    Eventually.holds(() -> assertThat(scene.number("SELECT held FROM shop_stock")).isZero());
    assertThat(hana.checkout(checkout.id()).text("/state")).isEqualTo("expired");
    assertThat(hana.order(checkout.id(), 3900).expect(410).text("/code")).isEqualTo("hold_expired");
    hana.put("/api/checkouts/" + checkout.id() + "/quantity", "{\"quantity\":1}").expect(410);
    hana.post("/api/checkouts/" + checkout.id() + "/cancel", null, null).expect(204);
    assertThat(scene.number("SELECT count(*) FROM shop_stock_movement WHERE kind = 'EXPIRE'"))
        .isEqualTo(1);
    assertThat(scene.number("SELECT count(*) FROM shop_order")).isZero();
    assertThat(scene.ledgerDifferences()).isZero();
    scene.buyer("ken").press(1).expect(201);
  }

  @Test
  void lateOrderIsRefusedEvenBeforeTheSweep() {
    var scene = open(SWEEPS_NEVER, 1);
    var hana = scene.buyer("hana");
    var checkout = hana.press(1).expect(201);
    hana.fill(checkout.id(), Buyer.ACCEPTS, false).expect(200);
    timeIsUp(scene, checkout.id());
    assertThat(hana.checkout(checkout.id()).text("/state")).isEqualTo("expired");
    hana.order(checkout.id(), 3900).expect(410);
    assertThat(scene.number("SELECT count(*) FROM shop_sim_charge")).isZero();
  }

  @Test
  void nextPressTakesWhatRanOutWithoutWaitingForTheSweep() {
    var scene = open(SWEEPS_NEVER, 1);
    var checkout = scene.buyer("hana").press(1).expect(201);
    timeIsUp(scene, checkout.id());
    scene.buyer("ken").press(1).expect(201);
    assertThat(scene.buyer("hana").checkout(checkout.id()).text("/state")).isEqualTo("expired");
    assertThat(scene.ledgerDifferences()).isZero();
  }

  @Test
  void declinedOrderExpiresWithItsHold() {
    var scene = open(SWEEPS_OFTEN, 1);
    var hana = scene.buyer("hana");
    var checkout = hana.press(1).expect(201);
    hana.fill(checkout.id(), Buyer.DECLINES, false).expect(200);
    hana.order(checkout.id(), 3900).expect(402);
    timeIsUp(scene, checkout.id());
    Eventually.holds(
        () ->
            assertThat(scene.number("SELECT count(*) FROM shop_order WHERE state = 'EXPIRED'"))
                .isEqualTo(1));
    assertThat(scene.ledgerDifferences()).isZero();
  }

  @Test
  void unitBeingPaidNeverExpires() {
    var scene = open(SWEEPS_OFTEN, 1);
    var hana = scene.buyer("hana");
    var checkout = hana.press(1).expect(201);
    hana.fill(checkout.id(), Buyer.LATE, false).expect(200);
    String token = hana.order(checkout.id(), 3900).expect(200).text("/order/token");
    timeIsUp(scene, checkout.id());
    assertThat(scene.buyer("ken").press(1).expect(409).text("/code")).isEqualTo("sold_out");
    Eventually.holds(
        () -> assertThat(hana.get("/api/orders/" + token).text("/state")).isEqualTo("paid"));
    assertThat(scene.ledgerDifferences()).isZero();
  }
}
