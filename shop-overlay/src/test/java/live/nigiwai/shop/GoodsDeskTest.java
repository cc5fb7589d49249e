package live.nigiwai.shop;

import static live.nigiwai.shop.GoodsForms.again;
import static live.nigiwai.shop.GoodsForms.form;
import static live.nigiwai.shop.GoodsForms.usual;
import static live.nigiwai.shop.GoodsForms.variant;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.testkit.Eventually;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The staff write the catalogue. */
class GoodsDeskTest {
  private static ShopScene scene;
  private Buyer producer;

  @BeforeAll
  static void open() {
    scene = new ShopScene();
  }

  @BeforeEach
  void empty() {
    scene.emptied();
    producer = scene.staff(Role.PRODUCER);
  }

  @AfterAll
  static void close() {
    scene.close();
  }

  private Buyer.Reply save(String product, ObjectNode form) {
    return producer.put("/api/admin/products/" + product, form.toString());
  }

  private void onSale(String product) {
    producer.put("/api/admin/products/" + product + "/shows/demo", "{\"position\":1}").expect(200);
    producer
        .put("/api/shows/demo/products/" + product + "/state", "{\"state\":\"on_sale\"}")
        .expect(200);
  }

  /** Puts prices and sale periods that many days into the past. */
  private static void age(int days) {
    scene.change("UPDATE shop_price SET valid_from = valid_from - make_interval(days => $1)", days);
    scene.change("UPDATE shop_sale_period SET from_at = from_at - make_interval(days => $1)", days);
  }

  @Test
  void whatIsSavedIsReadAndSold() {
    var saved = save("shirt", form("shirt", 9_800)).expect(200);
    assertThat(saved.number("/product/version")).isEqualTo(1);
    assertThat(producer.get("/api/admin/products/shirt").expect(200).body())
        .isEqualTo(saved.body());
    onSale("shirt");
    var shelf = scene.buyer("hana").get("/api/shows/demo/products").expect(200);
    assertThat(shelf.text("/products/0/notes")).isEqualTo("さらりとした肌ざわり");
    assertThat(shelf.body().at("/products/0").has("talkingPoints")).isFalse();
    assertThat(producer.get("/api/shows/demo/control").text("/products/0/talkingPoints/0/en"))
        .isEqualTo("Cuffs");
  }

  @Test
  void twoWhoChangeTheSameProductAreToldApart() {
    var first = save("shirt", form("shirt", 9_800)).expect(200);
    save("shirt", again(first).put("name", "麻の長袖シャツ")).expect(200);
    var late = save("shirt", again(first).put("name", "麻の半袖シャツ")).expect(409);
    assertThat(late.text("/code")).isEqualTo("changed_meanwhile");
    assertThat(save("shirt", form("shirt", 1)).expect(409).text("/code"))
        .isEqualTo("changed_meanwhile");
    assertThat(producer.get("/api/admin/products/shirt").text("/product/name"))
        .isEqualTo("麻の長袖シャツ");
  }

  @Test
  void fieldThatCannotBeUsedIsNamed() {
    assertField(form("Shirt S", 100), "variants[0].sku");
    assertField(form("shirt", 0), "variants[0].price");
    assertField(form("shirt", 100).put("name", " "), "name");
    assertField(form("shirt", 100).put("perBuyer", 0), "perBuyer");
    assertField(form("shirt", 100).put("shipsFrom", "来月"), "shipsFrom");
    assertField(form("shirt", 100).put("kind", "alcohol").put("tax", "reduced"), "tax");
    var jan = form("shirt", 100);
    variant(jan).put("jan", "4901234567890");
    assertField(jan, "variants[0].jan");
    var friends = form("shirt", 100);
    friends.putArray("goesWith").add("nothing");
    assertField(friends, "goesWith");
    var picture = form("shirt", 100);
    picture.putArray("pictures").addObject().put("key", "0".repeat(32)).put("alt", "");
    assertField(picture, "pictures");
    save("shirt", form("shirt", 100)).expect(200);
    assertField("other", form("shirt", 100), "variants");
    producer.put("/api/admin/products/shirt", "{\"version\":1,\"owner\":true}").expect(400);
  }

  private void assertField(ObjectNode form, String field) {
    assertField("shirt", form, field);
  }

  private void assertField(String product, ObjectNode form, String field) {
    var refused = save(product, form).expect(422);
    assertThat(refused.text("/code")).isEqualTo("invalid_field");
    assertThat(refused.text("/field")).isEqualTo(field);
    assertThat(refused.text("/ja")).isNotBlank();
  }

  @Test
  void onlyThoseWhoMayWriteDo() {
    save("shirt", form("shirt", 100)).expect(200);
    for (var role : List.of(Role.CS, Role.MODERATOR, Role.PRESENTER)) {
      var other = scene.staff(role);
      other.get("/api/admin/products/shirt").expect(200);
      other.put("/api/admin/products/shirt", form("shirt", 1).toString()).expect(403);
      other.upload("/api/admin/images", "image/png", new byte[] {1}).expect(403);
      other.upload("/api/admin/products.csv", "text/csv", new byte[] {1}).expect(403);
      other.get("/api/admin/products.csv").expect(403);
    }
    scene.buyer("hana").get("/api/admin/products").expect(401);
    producer.put("/api/admin/licences/medicine", "{\"words\":\"第1号\"}").expect(403);
  }

  @Test
  void usualPriceShowsOnlyWhileItIsTrue() {
    var saved = save("shirt", form("shirt", 9_800)).expect(200);
    onSale("shirt");
    assertThat(save("shirt", usual(again(saved), 12_000)).expect(422).text("/code"))
        .isEqualTo("usual_price_not_proven");
    age(20);
    var lowered = again(saved);
    variant(lowered).put("price", 7_800);
    var sale = save("shirt", usual(lowered, 9_800)).expect(200);
    assertThat(sale.body().at("/comparisons").isEmpty()).isTrue();
    String compared = "/products/0/variants/0/compareAt";
    var shelf = scene.buyer("hana").get("/api/shows/demo/products");
    assertThat(shelf.text(compared + "/kind")).isEqualTo("usual");
    assertThat(shelf.number(compared + "/price")).isEqualTo(9_800);

    age(28);
    Eventually.holds(
        () ->
            assertThat(
                    scene
                        .buyer("hana")
                        .get("/api/shows/demo/products")
                        .body()
                        .at(compared)
                        .isMissingNode())
                .isTrue());
    assertThat(producer.get("/api/admin/products/shirt").text("/comparisons/shirt/ja"))
        .contains("4週間");
  }

  @Test
  void timeNotOnSaleProvesNothing() {
    var saved = save("shirt", form("shirt", 9_800)).expect(200);
    age(40);
    var lowered = again(saved);
    variant(lowered).put("price", 7_800);
    assertThat(save("shirt", usual(lowered, 9_800)).expect(422).text("/code"))
        .isEqualTo("usual_price_not_proven");
  }

  @Test
  void declaredHistoryCountsAndKeepsWhoDeclaredIt() {
    var saved = save("shirt", form("shirt", 7_800)).expect(200);
    String path = "/api/admin/products/shirt/declared-prices";
    var today = java.time.LocalDate.now(java.time.ZoneId.of("Asia/Tokyo"));
    String body =
        """
        {"sku":"shirt","price":9800,"from":"%s","to":"%s","statement":"本店の店頭で販売","declared":%b}
        """;
    producer
        .post(path, body.formatted(today.minusDays(30), today.minusDays(1), false), null)
        .expect(422);
    var future = producer.post(path, body.formatted(today, today.plusDays(30), true), null);
    assertThat(future.expect(422).text("/field")).isEqualTo("to");
    var kept =
        producer
            .post(path, body.formatted(today.minusDays(30), today.minusDays(1), true), null)
            .expect(201);
    assertThat(kept.text("/declared/0/by")).isEqualTo("ken");
    save("shirt", usual(again(saved), 9_800)).expect(200);
  }

  @Test
  void makersPriceNeedsItsPublicSource() {
    var form = form("shirt", 9_800);
    var compareAt = variant(form).putObject("compareAt").put("kind", "maker").put("price", 12_000);
    assertField(form, "variants[0].compareAt");
    compareAt.put("source", "javascript:alert(1)");
    assertField(form, "variants[0].compareAt");
    compareAt.put("source", "https://maker.example.jp/shirt");
    save("shirt", form).expect(200);
    compareAt.put("kind", "future");
    assertField("other", form, "variants[0].compareAt");
  }

  @Test
  void licensedGoodsAreListedOnlyUnderALicence() {
    var owner = scene.staff(Role.OWNER);
    save("watch", form("watch", 30_000).put("kind", "second_hand")).expect(200);
    String list = "/api/admin/products/watch/shows/demo";
    assertThat(producer.put(list, "{\"position\":1}").expect(409).text("/code"))
        .isEqualTo("licence_missing");
    String licence = "{\"words\":\"古物商許可 第123号\",\"wordsEn\":\"\"}";
    owner.put("/api/admin/licences/second_hand", licence).expect(200);
    producer.put(list, "{\"position\":1}").expect(200);
    producer.put("/api/shows/demo/products/watch/state", "{\"state\":\"on_sale\"}").expect(200);
    assertThat(scene.buyer("hana").get("/api/shows/demo/products").text("/products/0/licenceText"))
        .isEqualTo("古物商許可 第123号");
    assertThat(
            owner
                .put("/api/admin/licences/second_hand", "{\"words\":\"\"}")
                .expect(409)
                .text("/code"))
        .isEqualTo("licence_missing");
    var shirt = save("shirt", form("shirt", 100)).expect(200);
    onSale("shirt");
    assertThat(save("shirt", again(shirt).put("kind", "medicine")).expect(409).text("/code"))
        .isEqualTo("licence_missing");
  }

  @Test
  void alcoholSaysWhoMayBuyIt() {
    save("sake", form("sake", 3_000).put("kind", "alcohol")).expect(200);
    onSale("sake");
    var shelf = scene.buyer("hana").get("/api/shows/demo/products");
    assertThat(shelf.text("/products/0/licence")).isEqualTo("alcohol");
    assertThat(shelf.text("/products/0/licenceText")).contains("20歳未満");
  }

  @Test
  void setSaysWhatIsInIt() {
    var form = form("gift", 5_000);
    var parts = form.putObject("composition").put("kind", "single_asset").putArray("parts");
    parts
        .addObject()
        .put("name", "柚子マーマレード")
        .put("quantity", 2)
        .put("value", 4_000)
        .put("tax", "reduced");
    assertField(form, "composition");
    parts
        .addObject()
        .put("name", "皿")
        .put("quantity", 1)
        .put("value", 1_500)
        .put("tax", "standard");
    var saved = save("gift", form).expect(200);
    assertThat(producer.get("/api/admin/products/gift").body().at("/product/composition"))
        .isEqualTo(saved.body().at("/product/composition"));
    onSale("gift");
    assertThat(
            scene
                .buyer("hana")
                .get("/api/shows/demo/products")
                .number("/products/0/parts/0/quantity"))
        .isEqualTo(2);
  }

  @Test
  void variantThatIsNoLongerMadeCannotBeBought() {
    var form = form("shirt-s", 9_800);
    var more = variant(form).deepCopy();
    more.put("sku", "shirt-m").put("name", "M");
    ((com.fasterxml.jackson.databind.node.ArrayNode) form.at("/variants")).add(more);
    var saved = save("shirt", form).expect(200);
    onSale("shirt");
    producer
        .post("/api/shows/demo/stock/shirt-m", "{\"delta\":5,\"reason\":\"in\"}", "a")
        .expect(200);
    scene.buyer("hana").press("shirt-m", 1, "k1").expect(201);
    var fewer = again(saved);
    ((com.fasterxml.jackson.databind.node.ArrayNode) fewer.at("/variants")).remove(1);
    save("shirt", fewer).expect(200);
    assertThat(scene.buyer("ken").press("shirt-m", 1, "k2").status()).isIn(404, 409);
    assertThat(scene.number("SELECT on_hand FROM shop_stock WHERE sku = 'shirt-m'")).isEqualTo(5);
  }

  @Test
  void archivedProductsAreOutOfSight() {
    var saved = save("shirt", form("shirt", 9_800)).expect(200);
    onSale("shirt");
    assertThat(save("shirt", again(saved).put("archived", true)).expect(409).text("/code"))
        .isEqualTo("still_listed");
    producer.put("/api/shows/demo/products/shirt/state", "{\"state\":\"ended\"}").expect(200);
    save("shirt", again(saved).put("archived", true)).expect(200);
    assertThat(producer.get("/api/admin/products").body().at("/products").isEmpty()).isTrue();
    assertThat(producer.get("/api/admin/products?archived=true").text("/products/0/id"))
        .isEqualTo("shirt");
    producer.put("/api/admin/products/shirt/shows/other", "{\"position\":1}").expect(409);
  }
}
