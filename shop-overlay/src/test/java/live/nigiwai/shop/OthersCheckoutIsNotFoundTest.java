package live.nigiwai.shop;

import static org.assertj.core.api.Assertions.assertThat;

import live.nigiwai.runtime.http.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every door asks who knocks. */
class OthersCheckoutIsNotFoundTest {
  private static ShopScene scene;

  @BeforeAll
  static void open() {
    scene = new ShopScene().selling(5);
  }

  @AfterAll
  static void close() {
    scene.close();
  }

  @Test
  void otherBuyersFindNothing() {
    var hana = scene.buyer("hana");
    var ken = scene.buyer("ken");
    String id = hana.press(1).expect(201).id();
    String path = "/api/checkouts/" + id;
    ken.get(path).expect(404);
    ken.put(path + "/quantity", "{\"quantity\":2}").expect(404);
    ken.put(path + "/buyer", Buyer.form(ken.card(Buyer.ACCEPTS), false)).expect(404);
    ken.post(path + "/cancel", null, null).expect(404);
    ken.order(id, 3900).expect(404);
    assertThat(hana.checkout(id).expect(200).text("/state")).isEqualTo("open");
    assertThat(hana.checkout(id).body().at("/buyer").isNull()).isTrue();
  }

  @Test
  void crewDoorsWantARole() {
    var viewer = scene.buyer("hana");
    var moderator = scene.staff(Role.MODERATOR);
    var presenter = scene.staff(Role.PRESENTER);
    var owner = scene.staff(Role.OWNER);
    viewer.get("/api/shows/demo/control").expect(401);
    viewer.get("/api/shows/demo/orders").expect(401);
    viewer.put("/api/shows/demo/pins/bowl", null).expect(401);
    moderator.get("/api/shows/demo/control").expect(200);
    moderator.get("/api/shows/demo/orders").expect(403);
    moderator.put("/api/shows/demo/pins/bowl", null).expect(403);
    presenter.get("/api/shows/demo/orders").expect(403);
    presenter.put("/api/shows/demo/products/bowl/state", "{\"state\":\"paused\"}").expect(403);
    presenter.post("/api/shows/demo/stock/bowl-white", "{\"delta\":1}", "k").expect(403);
    owner.get("/api/shows/demo/orders").expect(200);
  }
}
