package live.nigiwai.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import live.nigiwai.runtime.http.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files for the carriers, and their numbers back. */
class ParcelsTest {
  private static final Charset SHIFT_JIS = Charset.forName("windows-31j");
  private static ShopScene scene;
  private Buyer hana;
  private Buyer cs;

  @BeforeAll
  static void open() {
    scene = new ShopScene();
  }

  @BeforeEach
  void fill() {
    scene.emptied().selling(9);
    hana = scene.buyer("hana");
    cs = scene.staff(Role.CS);
  }

  @AfterAll
  static void close() {
    scene.close();
  }

  private record Bought(String id, String number) {}

  private Bought bought() {
    var checkout = hana.press(1).expect(201);
    long total = hana.fill(checkout.id(), Buyer.ACCEPTS, false).expect(200).number("/total");
    hana.order(checkout.id(), total).expect(200);
    var newest = cs.get("/api/desk/orders").expect(200);
    return new Bought(newest.text("/orders/0/id"), newest.text("/orders/0/number"));
  }

  private String table(String carrier, String ids) {
    return new String(cs.file("/api/desk/shipments?carrier=" + carrier + "&ids=" + ids), SHIFT_JIS);
  }

  @Test
  void carriersGetWhatTheirProgramsRead() {
    var one = bought();
    var two = bought();
    String yamato = table("yamato", one.id + "," + two.id);
    assertThat(yamato.lines()).hasSize(3);
    assertThat(yamato)
        .contains("\"お客様管理番号\",\"送り状種類\"", "\"" + one.number + "\",\"0\"", "東京都渋谷区神宮前1-2-3");
    // Shift_JIS cannot write 𠮷; carriers take 吉.
    assertThat(yamato).contains("\"吉田 はな\"");
    String sagawa = table("sagawa", one.id);
    assertThat(sagawa.lines().findFirst().orElseThrow().split(",", -1)).hasSize(62);
    assertThat(sagawa).contains("\"" + one.number + "\"", "\"09012345678\"");
  }

  @Test
  void aNameThatLooksLikeAFormulaIsHarmless() {
    var one = bought();
    scene.change(
        "UPDATE shop_order SET details = jsonb_set(details, '{familyName}', '\"=HYPERLINK(1)\"')");
    assertThat(table("yamato", one.id)).contains("\"'=HYPERLINK(1) ");
  }

  @Test
  void anAddressThatDoesNotFitIsNamedNotCut() {
    var one = bought();
    scene.change(
        "UPDATE shop_order SET details = jsonb_set(details, '{address,line2}',"
            + " to_jsonb(repeat('あ', 100)))");
    var refused = cs.get("/api/desk/shipments?carrier=yamato&ids=" + one.id).expect(422);
    assertThat(refused.text("/code")).isEqualTo("address_too_long");
    assertThat(refused.text("/orders/0")).isEqualTo(one.number);
  }

  @Test
  void trackingNumbersSendTheirOrdersOnce() {
    var one = bought();
    var two = bought();
    String csv =
        "お客様管理番号,品名,伝票番号\r\n%s,茶碗,=\"123456789012\"\r\nN1,,1234\r\n%s,,だめ\r\n"
            .formatted(one.number, two.number);
    String path = "/api/desk/shipments/tracking?carrier=yamato";
    var tried = cs.upload(path + "&dry=true", csv.getBytes(SHIFT_JIS), "dry");
    assertThat(tried.text("/rows/0/outcome")).isEqualTo("would_ship");
    assertThat(state(one)).isEqualTo("paid");

    var done = cs.upload(path, csv.getBytes(SHIFT_JIS), "first");
    assertThat(done.body().at("/rows").findValuesAsText("outcome"))
        .containsExactly("shipped", "unknown_order", "bad_tracking");
    assertThat(done.number("/shipped")).isEqualTo(1);
    assertThat(state(one)).isEqualTo("shipped");

    var again = cs.upload(path, csv.getBytes(StandardCharsets.UTF_8), "second");
    assertThat(again.text("/rows/0/outcome")).isEqualTo("already");
    assertThat(scene.number("SELECT count(*) FROM shop_order_history WHERE to_state = 'SHIPPED'"))
        .isEqualTo(1);
  }

  private String state(Bought one) {
    return cs.get("/api/desk/orders/" + one.id).expect(200).text("/order/state");
  }

  @Test
  void onlyWhoLooksAfterOrdersMay() {
    var one = bought();
    scene.staff(Role.MODERATOR).get("/api/desk/shipments?carrier=yamato&ids=" + one.id).expect(403);
    hana.get("/api/desk/shipments?carrier=yamato&ids=" + one.id).expect(401);
  }
}
