package live.nigiwai.shop.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import live.nigiwai.shop.document.Paper.Charge;
import live.nigiwai.shop.document.Paper.Item;
import live.nigiwai.shop.document.Paper.Kind;
import live.nigiwai.shop.document.Paper.Tax;
import org.junit.jupiter.api.Test;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

class PaperPdfTest {
  private static final Issuer ISSUER =
      new Issuer("賑わい商店株式会社", "東京都架空区見本町1-2-3", "03-0000-0000", "T1234567890123");

  private final PaperPdf pdf = new PaperPdf();

  /** The figures of {@code HandWorkedTableTest}. */
  static Paper invoice() {
    return new Paper(
        Kind.INVOICE,
        "N100001-I",
        "2026-03-10",
        "2026-03-08",
        null,
        "N100001",
        "𠮷田 はな",
        List.of(),
        ISSUER,
        List.of(
            new Item("南部鉄器の急須", 1, 3_300, 3_300, false),
            new Item("柚子マーマレード", 3, 864, 2_592, true),
            new Item("朝食セット(パン皿・ジャム)", 2, 5_000, 10_000, true),
            new Item("お茶と茶筒の詰め合わせ", 1, 9_720, 9_720, true),
            new Item("葛󠄀餅と漆器の詰め合わせ", 1, 11_800, 11_800, true)),
        List.of(
            new Charge("商品小計", 37_412),
            new Charge("クーポン 10%引き", -3_741),
            new Charge("送料", 600),
            new Charge("代引手数料", 330)),
        34_601,
        List.of(new Tax(10, 9_340, 849), new Tax(8, 25_261, 1_871)),
        "代金引換",
        List.of(),
        false);
  }

  static String text(byte[] file) throws IOException {
    var reader = new PdfReader(file);
    var text = new StringBuilder();
    for (int page = 1; page <= reader.getNumberOfPages(); page++) {
      text.append(new PdfTextExtractor(reader).getTextFromPage(page));
    }
    reader.close();
    return text.toString().replace(" ", "").replace("\n", "");
  }

  @Test
  void invoiceSaysEverythingTheLawWants() throws Exception {
    byte[] file = pdf.draw(List.of(invoice()));
    Files.write(Path.of("target/invoice.pdf"), file);
    assertThat(text(file))
        .contains("賑わい商店株式会社", "T1234567890123", "2026年3月8日", "柚子マーマレード※", "10%対象9,340円")
        .contains("849円", "8%対象25,261円", "1,871円", "34,601円");
  }

  @Test
  void fontsAreInTheFileAndOnlyTheGlyphsInUse() {
    byte[] file = pdf.draw(List.of(invoice()));
    String raw = new String(file, StandardCharsets.ISO_8859_1);
    assertThat(raw).contains("BIZUDPGothic", "NigiwaiNamesJP");
    assertThat(file).hasSizeLessThan(200_000);
  }

  @Test
  void manyItemsRunOverPagesAndManyPapersGetTheirOwn() throws Exception {
    var items = new ArrayList<Item>();
    for (int i = 0; i < 60; i++) {
      items.add(new Item("品 " + i, 1, 100, 100, false));
    }
    var one = invoice();
    var gift =
        new Paper(
            Kind.PACKING_SLIP,
            "N100001-S",
            one.issuedOn(),
            one.soldOn(),
            null,
            one.orderNumber(),
            "髙﨑 花",
            List.of("〒150-0001", "東京都渋谷区神宮前1-2-3"),
            ISSUER,
            items,
            one.charges(),
            one.total(),
            one.taxes(),
            one.payment(),
            List.of("20歳未満の者の飲酒は法律で禁止されています。"),
            true);
    byte[] file = pdf.draw(List.of(one, gift));
    Files.write(Path.of("target/slips.pdf"), file);
    var reader = new PdfReader(file);
    assertThat(reader.getNumberOfPages()).isGreaterThanOrEqualTo(3);
    reader.close();
    assertThat(text(pdf.draw(List.of(gift)))).contains("20歳未満").doesNotContain("34,601");
  }

  @Test
  void whatNoFontHasIsPrintedAsGeta() throws Exception {
    var one = invoice();
    var odd =
        new Paper(
            one.kind(),
            one.number(),
            one.issuedOn(),
            one.soldOn(),
            null,
            one.orderNumber(),
            "hana🍵",
            List.of(),
            ISSUER,
            one.items(),
            one.charges(),
            one.total(),
            one.taxes(),
            one.payment(),
            List.of(),
            false);
    assertThat(text(pdf.draw(List.of(odd)))).contains("hana〓");
  }

  @Test
  void aPaperIsReadAsItWasWritten() {
    assertThat(Paper.decode(invoice().encode())).isEqualTo(invoice());
  }
}
