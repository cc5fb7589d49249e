package live.nigiwai.shop.parcel;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** ヤマト運輸 送り状発行システム B2クラウド, 基本レイアウト, up to 運賃管理番号; the later columns are all optional. */
final class YamatoCsv implements CarrierCsv {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu/MM/dd");
  private static final int ADDRESS_LINE = 16;
  private static final Map<String, String> SLOTS =
      Map.of("morning", "0812", "14-16", "1416", "16-18", "1618", "18-20", "1820", "19-21", "1921");

  private static final List<String> HEAD =
      List.of(
          "お客様管理番号",
          "送り状種類",
          "クール区分",
          "伝票番号",
          "出荷予定日",
          "お届け予定日",
          "配達時間帯",
          "お届け先コード",
          "お届け先電話番号",
          "お届け先電話番号枝番",
          "お届け先郵便番号",
          "お届け先住所",
          "お届け先アパートマンション名",
          "お届け先会社・部門1",
          "お届け先会社・部門2",
          "お届け先名",
          "お届け先名(ｶﾅ)",
          "敬称",
          "ご依頼主コード",
          "ご依頼主電話番号",
          "ご依頼主電話番号枝番",
          "ご依頼主郵便番号",
          "ご依頼主住所",
          "ご依頼主アパートマンション",
          "ご依頼主名",
          "ご依頼主名(ｶﾅ)",
          "品名コード1",
          "品名1",
          "品名コード2",
          "品名2",
          "荷扱い1",
          "荷扱い2",
          "記事",
          "コレクト代金引換額(税込)",
          "内消費税額等",
          "止置き",
          "営業所コード",
          "発行枚数",
          "個数口表示フラグ",
          "請求先顧客コード",
          "請求先分類コード",
          "運賃管理番号");

  @Override
  public List<String> head() {
    return HEAD;
  }

  @Override
  public Optional<List<String>> row(Label label, Sender sender, LocalDate leaves) {
    // The first column takes two lines' worth, the next two one and a half; one line each is safe.
    return label
        .address(ADDRESS_LINE, 4)
        .map(
            address -> {
              var cells = new String[HEAD.size()];
              Arrays.fill(cells, "");
              cells[0] = label.number();
              cells[1] = label.cash() == null ? "0" : "2";
              cells[2] = "0";
              cells[4] = DAY.format(leaves);
              cells[5] = label.day();
              cells[6] = SLOTS.getOrDefault(label.slot(), "");
              cells[8] = label.to().phone();
              cells[10] = label.to().address().postal();
              cells[11] = address.get(0) + address.get(1);
              cells[12] = address.get(2);
              cells[13] = address.get(3);
              cells[15] = label.to().name();
              cells[17] = "様";
              cells[19] = sender.phoneDigits();
              cells[22] = sender.address();
              cells[24] = sender.name();
              cells[27] = label.contents();
              if (label.cash() != null) {
                cells[33] = String.valueOf(label.cash());
                cells[34] = String.valueOf(label.cashTax());
              }
              cells[37] = "1";
              return List.of(cells);
            });
  }
}
