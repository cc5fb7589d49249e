package live.nigiwai.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import live.nigiwai.shop.stock.StockConfig;
import live.nigiwai.testkit.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** More press than can be asked: they hear when to come back, and where they stand. */
class OverloadIsPoliteTest {
  private final ShopScene scene =
      new ShopScene(ShopScene.freshDatabase(), ShopScene.config().withStock(narrow())).selling(50);

  private static StockConfig narrow() {
    var plain = StockConfig.defaults();
    return new StockConfig(
        plain.location(),
        plain.holdFor(),
        plain.holdMax(),
        plain.soldOutMemory(),
        plain.sweepEvery(),
        1,
        1);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void whoeverIsTurnedAwayIsToldWhenToComeBackAndGetsIn() throws Exception {
    var held = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var lock =
          threads.submit(
              () ->
                  scene.database.transaction(
                      sql -> {
                        sql.one("SELECT 1 FROM shop_stock FOR UPDATE", row -> true);
                        held.countDown();
                        await(release);
                        return true;
                      }));
      held.await();
      var presses = new ArrayList<Callable<Buyer.Reply>>();
      for (int i = 0; i < 6; i++) {
        var buyer = scene.buyer("v" + i);
        String key = "key-" + i;
        presses.add(() -> buyer.press("bowl-white", 1, key));
      }
      var replies = new ArrayList<Buyer.Reply>();
      for (var each : threads.invokeAll(presses)) {
        replies.add(each.get());
      }
      release.countDown();
      lock.get();
      var busy = replies.stream().filter(reply -> reply.status() == 429).toList();
      assertThat(busy).isNotEmpty();
      assertThat(busy)
          .allSatisfy(
              reply -> {
                assertThat(reply.text("/code")).isEqualTo("busy");
                assertThat(reply.number("/retryAfter")).isPositive();
                assertThat(reply.number("/retryAfterMillis")).isBetween(1L, 10_000L);
                assertThat(reply.number("/ahead")).isBetween(0L, 6L);
              });
      assertThat(replies).noneMatch(reply -> reply.status() == 201);
    }
    // All come back with their keys, as their pages would; everyone gets in.
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var returns = new ArrayList<Callable<Boolean>>();
      for (int i = 0; i < 6; i++) {
        var buyer = scene.buyer("v" + i);
        String key = "key-" + i;
        returns.add(
            () -> {
              Eventually.holds(
                  () -> assertThat(buyer.press("bowl-white", 1, key).status()).isIn(200, 201));
              return true;
            });
      }
      for (var each : threads.invokeAll(returns)) {
        each.get();
      }
    }
    assertThat(scene.number("SELECT held FROM shop_stock")).isEqualTo(6);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
