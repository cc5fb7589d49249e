package live.nigiwai.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.Callable;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.shop.Buyer.Reply;

/** Does what buyers do in no sensible order, over and over, from a seed. */
final class RandomBuyer implements Callable<Void> {
  private static final int STEPS = 12;

  private final ShopScene scene;
  private final Buyer buyer;
  private final Random random;
  private final long seed;

  RandomBuyer(ShopScene scene, long seed) {
    this.scene = scene;
    this.buyer = scene.buyer("random-" + seed);
    this.random = new Random(seed);
    this.seed = seed;
  }

  @Override
  public Void call() {
    for (int step = 0; step < STEPS; step++) {
      var pressed = buyer.press(1 + random.nextInt(3));
      if (pressed.status() < 300) {
        follow(pressed.id(), step);
      } else {
        assertThat(pressed.status()).as("seed %d: %s", seed, pressed.body()).isEqualTo(409);
      }
    }
    return null;
  }

  private void follow(String checkout, int step) {
    switch (random.nextInt(6)) {
      case 0 -> check(buyer.post("/api/checkouts/" + checkout + "/cancel", null, null));
      case 1 ->
          check(
              buyer.put(
                  "/api/checkouts/" + checkout + "/quantity",
                  "{\"quantity\":" + (1 + random.nextInt(4)) + "}"));
      case 2 ->
          scene.change(
              "UPDATE shop_hold SET expires_at = now() WHERE checkout_id = $1 AND state = 'HELD'",
              checkout);
      case 3 ->
          check(
              scene
                  .staff(Role.PRODUCER)
                  .post(
                      "/api/shows/demo/stock/bowl-white",
                      "{\"delta\":" + (random.nextInt(5) - 2) + ",\"reason\":\"count\"}",
                      "k-" + seed + "-" + step));
      default -> order(checkout);
    }
  }

  private void order(String checkout) {
    String card = random.nextInt(3) == 0 ? Buyer.DECLINES : Buyer.ACCEPTS;
    if (check(buyer.fill(checkout, card, false)).status() == 200) {
      check(buyer.order(checkout, buyer.checkout(checkout).number("/total")));
    }
  }

  private Reply check(Reply reply) {
    assertThat(reply.status())
        .as("seed %d: %s", seed, reply.body())
        .isIn(200, 201, 204, 402, 409, 410);
    return reply;
  }
}
