package live.nigiwai.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.UUID;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.legal.LegalConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

/** The papers of an order, asked for by its buyer and by the staff. */
class DocumentsTest {
  private static ShopScene scene;
  private Buyer hana;
  private Buyer producer;

  @BeforeAll
  static void open() {
    scene = new ShopScene(ShopScene.freshDatabase(), ShopScene.config().withLegal(registered()));
  }

  @BeforeEach
  void fill() {
    scene.emptied().selling(9);
    hana = scene.buyer("hana");
    producer = scene.staff(Role.PRODUCER);
  }

  @AfterAll
  static void close() {
    scene.close();
  }

  private static LegalConfig registered() {
    return new LegalConfig(
        new LocalText("賑わい商店株式会社", "Nigiwai Store Inc."),
        new LocalText("賑井太郎", "Taro Nigii"),
        new LocalText("東京都架空区見本町1-2-3", "Tokyo"),
        new LocalText("03-0000-0000", "03-0000-0000"),
        "shop@example.jp",
        "T1234567890123",
        LocalText.EMPTY,
        LocalText.EMPTY);
  }

  private String bought(int bowls) {
    var checkout = hana.press(bowls).expect(201);
    long total = hana.fill(checkout.id(), Buyer.ACCEPTS, false).expect(200).number("/total");
    hana.order(checkout.id(), total).expect(200);
    return producer.get("/api/desk/orders").expect(200).text("/orders/0/id");
  }

  private String sent(int bowls) {
    String order = bought(bowls);
    step(order, "ship", "{\"carrier\":\"yamato\",\"tracking\":\"1234-5678-9012\"}");
    return order;
  }

  private void step(String order, String step, String body) {
    producer
        .post("/api/desk/orders/" + order + "/" + step, body, UUID.randomUUID().toString())
        .expect(200);
  }

  private String token() {
    return hana.get("/api/my/orders").text("/orders/0/token");
  }

  private static String text(byte[] file) throws IOException {
    var reader = new PdfReader(file);
    var text = new PdfTextExtractor(reader).getTextFromPage(1);
    reader.close();
    return text.replace(" ", "").replace("\n", "");
  }

  @Test
  void invoiceComesWithTheDispatchAndStaysAsItIs() throws Exception {
    String order = bought(4);
    String path = "/api/orders/" + token() + "/documents";
    assertThat(hana.get(path).expect(200).body().at("/documents")).isEmpty();
    hana.get(path + "/invoice").expect(404);
    step(order, "ship", "{\"carrier\":\"yamato\",\"tracking\":\"1234-5678-9012\"}");
    assertThat(hana.get(path).expect(200).body().at("/documents").findValuesAsText("kind"))
        .containsExactly("packing-slip", "invoice");
    assertThat(text(hana.file(path + "/invoice")))
        .contains("T1234567890123", "13,200円", "10%対象13,200円", "1,200円", "下4桁4242");
    hana.file(path + "/invoice");
    assertThat(scene.number("SELECT count(*) FROM shop_document WHERE kind = 'INVOICE'"))
        .isEqualTo(1);
  }

  @Test
  void returnInvoiceFromTenThousandYen() throws Exception {
    String order = sent(5);
    step(order, "return", lines(1));
    String path = "/api/orders/" + token() + "/documents";
    assertThat(hana.get(path).body().at("/documents").findValuesAsText("kind"))
        .doesNotContain("return-invoice");
    step(order, "return", lines(4));
    var listed = hana.get(path).expect(200).body().at("/documents");
    assertThat(listed.findValuesAsText("kind")).contains("return-invoice");
    String url = listed.get(listed.size() - 1).at("/url").asText();
    assertThat(text(hana.file(url))).contains("返還日", "13,200円", "10%対象13,200円", "返品");
    hana.get(path + "/return-invoice").expect(404);
  }

  private static String lines(int bowls) {
    return """
    {"lines":[{"key":"%s","quantity":%d}],"reason":"サイズ違い","restock":true,"refund":true}
    """
        .formatted(ShopScene.WHITE.value(), bowls);
  }

  @Test
  void someoneElsesPaperIsNotFound() {
    String order = sent(1);
    hana.get("/api/orders/" + order + "/documents").expect(404);
    hana.get("/api/orders/" + UUID.randomUUID() + "/documents/invoice").expect(404);
    hana.get("/api/desk/orders/" + order + "/documents/invoice").expect(401);
    scene.staff(Role.PRESENTER).get("/api/desk/packing-slips?ids=" + order).expect(403);
  }

  @Test
  void slipsOfSeveralOrdersComeInOneFile() throws Exception {
    String first = bought(1);
    String second = bought(2);
    byte[] file = producer.file("/api/desk/packing-slips?ids=" + first + "," + second);
    var reader = new PdfReader(file);
    assertThat(reader.getNumberOfPages()).isEqualTo(2);
    reader.close();
    assertThat(text(file)).contains("納品書", "神宮前1-2-3");
  }
}
