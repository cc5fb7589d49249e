package live.nigiwai.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NeverOversellsTest {
  private static final int BUYERS = 200;
  private static final int UNITS = 20;

  private final ShopScene scene = new ShopScene().selling(UNITS);

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void twoHundredBuyersOfTwentyUnitsMakeTwentyOrders() throws Exception {
    var start = new CountDownLatch(1);
    var buying = new ArrayList<Future<Integer>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < BUYERS; i++) {
        var buyer = scene.buyer("buyer-" + i);
        buying.add(
            threads.submit(
                () -> {
                  start.await();
                  return buys(buyer);
                }));
      }
      start.countDown();
    }
    var outcomes = new ArrayList<Integer>();
    for (var each : buying) {
      outcomes.add(each.get());
    }
    assertThat(outcomes).filteredOn(status -> status == 200).hasSize(UNITS);
    assertThat(outcomes).filteredOn(status -> status == 409).hasSize(BUYERS - UNITS);
    assertThat(scene.number("SELECT count(*) FROM shop_order WHERE state = 'PAID'"))
        .isEqualTo(UNITS);
    assertThat(scene.number("SELECT count(*) FROM shop_sim_charge")).isEqualTo(UNITS);
    assertThat(scene.number("SELECT committed FROM shop_stock")).isEqualTo(UNITS);
    assertThat(scene.number("SELECT held FROM shop_stock")).isZero();
    assertThat(scene.ledgerDifferences()).isZero();
  }

  /** 200 with an accepted order, or the status of the refusal. */
  private static int buys(Buyer buyer) {
    var checkout = buyer.press(1);
    if (checkout.status() != 201) {
      assertThat(checkout.text("/code")).isEqualTo("sold_out");
      assertThat(checkout.number("/left")).isZero();
      return checkout.status();
    }
    buyer.fill(checkout.id(), Buyer.ACCEPTS, false).expect(200);
    var order = buyer.order(checkout.id(), 3900).expect(200);
    assertThat(order.text("/order/state")).isEqualTo("paid");
    return 200;
  }

  /** Everything that moves units, all at once, from a fixed seed; the books must balance. */
  @Test
  void booksBalanceWhateverTheBuyersDo() throws Exception {
    var walks = new ArrayList<Callable<Void>>();
    for (int i = 0; i < 24; i++) {
      walks.add(new RandomBuyer(scene, i));
    }
    List<Future<Void>> done;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      done = threads.invokeAll(walks);
    }
    for (var each : done) {
      each.get();
    }
    assertThat(scene.ledgerDifferences()).isZero();
    assertThat(
            scene.number(
                "SELECT count(*) FROM shop_hold h WHERE h.state = 'COMMITTED' AND NOT EXISTS"
                    + " (SELECT 1 FROM shop_order o WHERE o.checkout_id = h.checkout_id"
                    + " AND o.state = 'PAID')"))
        .isZero();
    assertThat(
            scene.number(
                "SELECT count(*) FROM shop_order o JOIN shop_payment_attempt a USING (order_id)"
                    + " WHERE (a.state = 'CAPTURED') <> (o.state = 'PAID')"
                    + " AND a.state <> 'FAILED'"))
        .isZero();
  }
}
