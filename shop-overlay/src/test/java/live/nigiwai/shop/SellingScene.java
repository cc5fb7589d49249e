package live.nigiwai.shop;

import java.util.UUID;
import live.nigiwai.runtime.http.Role;

/** A shop whose moments a test moves in the database, for all that is sold by the clock. */
final class SellingScene implements AutoCloseable {
  final ShopScene scene;
  final Buyer producer;

  SellingScene(ShopScene scene) {
    this.scene = scene;
    this.producer = scene.staff(Role.PRODUCER);
  }

  static String key() {
    return UUID.randomUUID().toString();
  }

  long now() {
    return scene.number("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint");
  }

  /** Plans a drop of white bowls that opens in a minute. */
  Buyer.Reply drop(String kind, int units, int perBuyer) {
    return producer.post(
        "/api/shows/demo/drops",
        "{\"sku\":\"bowl-white\",\"kind\":\"%s\",\"units\":%d,\"perBuyer\":%d,\"opensAt\":%d,\"closesAt\":%d}"
            .formatted(kind, units, perBuyer, now() + 60_000, now() + 180_000),
        key());
  }

  void opens(String drop) {
    scene.change(
        "UPDATE shop_drop SET opens_at = clock_timestamp() - interval '1 s',"
            + " closes_at = clock_timestamp() + interval '1 h' WHERE drop_id = $1",
        drop);
  }

  void closes(String drop) {
    scene.change(
        "UPDATE shop_drop SET opens_at = clock_timestamp() - interval '1 min',"
            + " closes_at = clock_timestamp() WHERE drop_id = $1",
        drop);
  }

  Buyer.Reply enter(String drop, String viewer) {
    return scene
        .buyer(viewer)
        .post("/api/shows/demo/drops/" + drop + "/entries", "{\"quantity\":1}", null);
  }

  Buyer.Reply entry(String drop, String viewer) {
    return scene.buyer(viewer).get("/api/shows/demo/drops/" + drop + "/entries/mine");
  }

  /** Ends every live hold of a buyer by the clock. */
  void timeIsUpFor(String viewer) {
    scene.change(
        "UPDATE shop_hold SET expires_at = clock_timestamp() WHERE buyer = $1 AND state = 'HELD'",
        viewer);
  }

  /** Orders what a checkout holds, with a card that works. */
  Buyer.Reply buys(String viewer, String checkout, long total) {
    var buyer = scene.buyer(viewer);
    buyer.fill(checkout, Buyer.ACCEPTS, false).expect(200);
    return buyer.order(checkout, total);
  }

  @Override
  public void close() {
    scene.close();
  }
}
