package live.nigiwai.shop.catalog.goods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.shop.catalog.CompareAt;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.catalog.ProductDetail;
import live.nigiwai.shop.catalog.ProductDraft;
import live.nigiwai.shop.catalog.ProductKind;
import live.nigiwai.shop.catalog.TaxCategory;
import live.nigiwai.shop.catalog.VariantDraft;
import live.nigiwai.shop.catalog.goods.SheetText.Encoding;
import live.nigiwai.shop.catalog.goods.SheetText.Line;
import live.nigiwai.show.Money;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.SkuId;
import org.junit.jupiter.api.Test;

/** CSV between bytes, cells and products. */
class SheetTest {
  private static final String PIECES = "=+-@|%'\"\t ,あア髙漢字aA1\n＝＠";

  private static List<List<String>> cells(byte[] bytes, Encoding encoding) {
    return SheetText.read(bytes, encoding).stream().map(Line::cells).toList();
  }

  private static byte[] sheet(String... rows) {
    return String.join("\r\n", rows).getBytes(StandardCharsets.UTF_8);
  }

  /** What went out comes back, whatever stands in the cells, in both encodings. */
  @Test
  void whatGoesOutComesBack() {
    var random = new Random(11);
    for (int round = 0; round < 400; round++) {
      var rows = new ArrayList<List<String>>();
      for (int i = 0; i < 3; i++) {
        var row = new ArrayList<String>();
        row.add("row" + i);
        for (int j = 0; j < 3; j++) {
          var cell = new StringBuilder();
          for (int k = random.nextInt(6); k > 0; k--) {
            cell.append(PIECES.charAt(random.nextInt(PIECES.length())));
          }
          row.add(cell.toString());
        }
        rows.add(row);
      }
      for (var encoding : Encoding.values()) {
        assertThat(cells(SheetText.write(rows, encoding), encoding)).isEqualTo(rows);
      }
    }
  }

  @Test
  void noCellIsAFormula() {
    for (String attack :
        List.of(
            "=HYPERLINK(\"https://evil.example\",\"x\")",
            "+1+1",
            "-2+3",
            "@SUM(A1)",
            "\t=1+1",
            "\r=1+1",
            "＝1+1",
            "|calc",
            "%0A",
            "'=1+1")) {
      String written =
          new String(
              SheetText.write(List.of(List.of("id", attack)), Encoding.UTF_8),
              StandardCharsets.UTF_8);
      assertThat(written).containsAnyOf("id,'", "id,\"'");
    }
    assertThat(SheetText.guarded("湯のみ -大-")).isEqualTo("湯のみ -大-");
  }

  @Test
  void shiftJisLosesNoCharacterInSilence() {
    var name = List.of(List.of("p1", "𠮷野の器"));
    assertThatThrownBy(() -> SheetText.write(name, Encoding.SHIFT_JIS))
        .isInstanceOfSatisfying(
            ApiProblem.class,
            problem -> {
              assertThat(problem.code()).isEqualTo("not_in_shift_jis");
              assertThat(String.valueOf(problem.member("cells"))).contains("p1: 𠮷野の器");
            });
  }

  @Test
  void wrongEncodingIsSaidAndAMarkDecides() {
    byte[] shiftJis =
        "product_id,sku,price,name\r\np,p,1,髙島の器".getBytes(Charset.forName("windows-31j"));
    assertThatThrownBy(() -> SheetText.read(shiftJis, Encoding.UTF_8))
        .isInstanceOf(ApiProblem.class);
    assertThat(cells(shiftJis, Encoding.SHIFT_JIS).getLast()).contains("髙島の器");
    byte[] marked = SheetText.write(List.of(List.of("器")), Encoding.UTF_8);
    assertThat(cells(marked, Encoding.SHIFT_JIS)).containsExactly(List.of("器"));
  }

  @Test
  void oversizedSheetsAreRefused() {
    var many = new ArrayList<List<String>>();
    for (int i = 0; i <= SheetText.ROWS_MAX + 1; i++) {
      many.add(List.of("p" + i));
    }
    byte[] rows = SheetText.write(many, Encoding.UTF_8);
    assertThatThrownBy(() -> SheetText.read(rows, Encoding.UTF_8)).isInstanceOf(ApiProblem.class);
    byte[] cell = sheet("product_id,sku,price", "a,b," + "9".repeat(30_000));
    assertThatThrownBy(() -> SheetText.read(cell, Encoding.UTF_8)).isInstanceOf(ApiProblem.class);
    byte[] open = sheet("product_id,sku,price", "a,b,\"1");
    assertThatThrownBy(() -> SheetText.read(open, Encoding.UTF_8)).isInstanceOf(ApiProblem.class);
  }

  private static ProductSheet.Read read(String... rows) {
    return ProductSheet.read(SheetText.read(sheet(rows), Encoding.UTF_8), id -> null);
  }

  @Test
  void headSaysWhichColumnIsWrong() {
    assertThatThrownBy(() -> read("product_id,sku,price,stock", "a,a,1,5"))
        .isInstanceOfSatisfying(
            ApiProblem.class, problem -> assertThat(problem.ja()).contains("在庫"));
    assertThatThrownBy(() -> read("product_id,sku,price,prise", "a,a,1,5"))
        .isInstanceOfSatisfying(
            ApiProblem.class, problem -> assertThat(problem.ja()).contains("prise"));
    assertThatThrownBy(() -> read("product_id,sku", "a,a")).isInstanceOf(ApiProblem.class);
    assertThatThrownBy(() -> read("product_id,sku,price")).isInstanceOf(ApiProblem.class);
  }

  @Test
  void rowsOfAProductBecomeItsVariants() {
    var read =
        read(
            "product_id,sku,name,price,option1,choice1,jan",
            "shirt,shirt-s,麻のシャツ,\"12,800\",サイズ,S,4901234567894",
            "shirt,shirt-m,麻のシャツ,１２８００円,サイズ,M,",
            "Bad Id,x,器,100,,,",
            "cup,cup,器,dear,,,",
            "bag,bag,袋,100,,,",
            "bag,bag-2,鞄,100,,,");
    assertThat(read.products()).hasSize(1);
    var draft = read.products().getFirst().form().draft(new ProductId("shirt"));
    assertThat(draft.variants()).extracting(VariantDraft::price).containsOnly(Money.yen(12_800));
    assertThat(draft.variants()).extracting(it -> it.name().ja()).containsExactly("S", "M");
    assertThat(read.errors())
        .extracting(ProductSheet.RowError::line, ProductSheet.RowError::column)
        .containsExactlyInAnyOrder(tuple(4, "product_id"), tuple(5, "price"), tuple(7, "name"));
  }

  @Test
  void aProductSurvivesTheSheet() {
    var draft =
        new ProductDraft(
            new ProductId("shirt"),
            new LocalText("=麻のシャツ", "Linen shirt"),
            new LocalText("一行目\n二行目", ""),
            TaxCategory.STANDARD,
            4,
            5,
            List.of(
                new VariantDraft(
                    new SkuId("shirt-s"),
                    new LocalText("S", ""),
                    Money.yen(9_800),
                    new CompareAt(
                        CompareAt.Kind.MAKER, Money.yen(12_000), "https://maker.example/shirt"),
                    List.of(new LocalText("S", "")),
                    "4901234567894",
                    320)),
            List.of(),
            List.of(),
            new ProductDetail(
                ProductKind.SECOND_HAND,
                new LocalText("さらりとした肌ざわり", ""),
                List.of(new LocalText("袖口を見せる", "")),
                List.of(new LocalText("サイズ", "Size")),
                LocalDate.parse("2027-01-15"),
                List.of(new ProductId("tote")),
                null),
            false);
    var rows = new ArrayList<List<String>>();
    rows.add(ProductSheet.COLUMNS);
    rows.addAll(ProductSheet.rows(draft));
    for (var encoding : Encoding.values()) {
      var lines = SheetText.read(SheetText.write(rows, encoding), encoding);
      var read = ProductSheet.read(lines, id -> ProductForm.of(draft, 7));
      assertThat(read.errors()).isEmpty();
      assertThat(read.products().getFirst().form().draft(draft.id())).isEqualTo(draft);
    }
  }
}
