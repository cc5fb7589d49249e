package live.nigiwai.shop;

import static live.nigiwai.shop.GoodsForms.again;
import static live.nigiwai.shop.GoodsForms.form;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.testkit.Eventually;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pictures and sheets, search, and what other nodes see. */
class GoodsFilesTest {
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

  @Test
  void wordsFindProducts() {
    save("hocho", form("hocho", 100).put("name", "三徳包丁")).expect(200);
    save("sara", form("sara", 100).put("name", "小皿").put("description", "包丁いらず")).expect(200);
    save("shirt", form("shirt", 100)).expect(200);
    assertThat(found("ほうちょう")).containsExactly("hocho", "sara");
    assertThat(found("linen")).contains("shirt");
    assertThat(found("hocho")).contains("hocho");
    assertThat(found("xyzzy")).isEmpty();
    assertThat(found("'; DROP TABLE shop_product; --")).isEmpty();
    producer.put("/api/admin/products/sara/shows/demo", "{\"position\":1}").expect(200);
    String search = "/api/shows/demo/search?q=%E5%8C%85%E4%B8%81";
    assertThat(scene.buyer("hana").get(search).body().at("/products").isEmpty()).isTrue();
    producer.put("/api/shows/demo/products/sara/state", "{\"state\":\"on_sale\"}").expect(200);
    assertThat(scene.buyer("hana").get(search).text("/products/0")).isEqualTo("sara");
  }

  private List<String> found(String question) {
    String q = java.net.URLEncoder.encode(question, StandardCharsets.UTF_8);
    var ids = new ArrayList<String>();
    producer
        .get("/api/admin/products?q=" + q)
        .expect(200)
        .body()
        .at("/products")
        .forEach(row -> ids.add(row.at("/id").asText()));
    return ids;
  }

  @Test
  void pictureIsStoredInItsWidthsAndShown() throws IOException {
    var image = new BufferedImage(900, 900, BufferedImage.TYPE_INT_RGB);
    var png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    var kept = producer.upload("/api/admin/images", "image/png", png.toByteArray()).expect(201);
    var again = producer.upload("/api/admin/images", "image/png", png.toByteArray()).expect(201);
    assertThat(again.text("/key")).isEqualTo(kept.text("/key"));
    assertThat(kept.body().at("/renditions")).hasSize(3);
    var form = form("shirt", 100);
    form.putArray("pictures").addObject().put("key", kept.text("/key")).put("alt", "シャツ");
    save("shirt", form).expect(200);
    onSale("shirt");
    var shelf = scene.buyer("hana").get("/api/shows/demo/products");
    assertThat(shelf.text("/products/0/images/0/srcset")).contains(" 320w, ").endsWith(" 900w");
    byte[] narrow = scene.buyer("hana").bytes(kept.text("/renditions/0/url"));
    assertThat(new String(narrow, StandardCharsets.ISO_8859_1)).startsWith("RIFF").contains("WEBP");
    var refused =
        producer.upload(
            "/api/admin/images", "image/png", "<svg/>".getBytes(StandardCharsets.UTF_8));
    assertThat(refused.expect(422).text("/code")).isEqualTo("picture_type");
    assertThat(
            producer
                .post("/api/admin/images/from-url", "{\"url\":\"https://169.254.169.254/\"}", null)
                .expect(422)
                .text("/code"))
        .isEqualTo("picture_unreachable");
  }

  @Test
  void sheetIsTriedThenTakenWholeOrNotAtAll() {
    String sheet =
        """
        product_id,sku,name,price,kind
        cup,cup,湯のみ,1200,general
        watch,watch,時計,30000,second_hand
        """;
    var trial = csv("?trial=true", sheet).expect(200);
    assertThat(trial.body().at("/applied").asBoolean()).isFalse();
    assertThat(trial.number("/created")).isEqualTo(2);
    assertThat(scene.number("SELECT count(*) FROM shop_product")).isZero();

    var broken = csv("", sheet + "sake,sake,酒,2000,beer\ncup2,cup,別,5,general\n").expect(200);
    assertThat(broken.body().at("/applied").asBoolean()).isFalse();
    assertThat(broken.number("/errorCount")).isEqualTo(2);
    assertThat(broken.number("/errors/0/line")).isEqualTo(4);
    assertThat(broken.text("/errors/0/column")).isEqualTo("kind");
    assertThat(broken.number("/errors/1/line")).isEqualTo(5);
    assertThat(broken.text("/errors/1/column")).isEqualTo("sku");
    assertThat(scene.number("SELECT count(*) FROM shop_product")).isZero();

    assertThat(csv("", sheet).expect(200).body().at("/applied").asBoolean()).isTrue();
    assertThat(csv("", sheet).expect(200).number("/unchanged")).isEqualTo(2);
    assertThat(scene.number("SELECT count(*) FROM shop_price")).isEqualTo(2);
    csv("", "product_id,sku,price\ncup,cup,1500\n").expect(200);
    assertThat(producer.get("/api/admin/products/cup").text("/product/name")).isEqualTo("湯のみ");
    assertThat(producer.get("/api/admin/products/cup").number("/product/variants/0/price"))
        .isEqualTo(1_500);
    assertThat(csv("", "product_id,sku,price,stock\ncup,cup,1500,9\n").expect(422).text("/code"))
        .isEqualTo("bad_sheet");
  }

  @Test
  void catalogueThatGoesOutComesBackUnchanged() {
    save("evil", form("evil", 100).put("name", "=cmd|' /C calc'!A0")).expect(200);
    save("shirt", form("shirt", 9_800)).expect(200);
    for (String encoding : List.of("utf-8", "shift_jis")) {
      String query = "?encoding=" + encoding;
      byte[] out = producer.bytes("/api/admin/products.csv" + query);
      assertThat(new String(out, StandardCharsets.ISO_8859_1)).contains("evil,evil,'=cmd");
      var back = producer.upload("/api/admin/products.csv" + query, "text/csv", out).expect(200);
      assertThat(back.body().at("/errors").isEmpty()).as("%s", back.body()).isTrue();
      assertThat(back.number("/unchanged")).isEqualTo(2);
    }
  }

  private Buyer.Reply csv(String query, String sheet) {
    return producer.upload(
        "/api/admin/products.csv" + query, "text/csv", sheet.getBytes(StandardCharsets.UTF_8));
  }

  /** Another node, with a memory of its own, on the same database. */
  @Test
  void changeOnOneNodeShowsOnAnother() {
    var saved = save("shirt", form("shirt", 9_800)).expect(200);
    onSale("shirt");
    try (var other = new ShopScene(scene.address, ShopScene.config())) {
      var there = other.buyer("hana");
      assertThat(there.get("/api/shows/demo/products").text("/products/0/name")).isEqualTo("麻のシャツ");
      save("shirt", again(saved).put("name", "綿のシャツ")).expect(200);
      Eventually.holds(
          () ->
              assertThat(
                      there
                          .get("/api/shows/demo/products")
                          .text("/products/0/name")
                          .equals("綿のシャツ"))
                  .isTrue());
    }
  }
}
