package live.nigiwai.shop.parcel;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** 佐川急便 e飛伝Ⅲ, the standard layout up to お問い合せ送り状No.; the later columns are all optional. */
final class SagawaCsv implements CarrierCsv {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu/MM/dd");
  private static final int ADDRESS_LINE = 16;
  private static final Map<String, String> SLOTS =
      Map.of("morning", "01", "14-16", "14", "16-18", "16", "18-20", "18", "19-21", "19");

  private static final List<String> HEAD =
      List.of(
          "お届け先コード取得区分",
          "お届け先コード",
          "お届け先電話番号",
          "お届け先郵便番号",
          "お届け先住所１",
          "お届け先住所２",
          "お届け先住所３",
          "お届け先名称１",
          "お届け先名称２",
          "お客様管理番号",
          "お客様コード",
          "部署ご担当者コード取得区分",
          "部署ご担当者コード",
          "部署ご担当者名称",
          "荷送人電話番号",
          "ご依頼主コード取得区分",
          "ご依頼主コード",
          "ご依頼主電話番号",
          "ご依頼主郵便番号",
          "ご依頼主住所１",
          "ご依頼主住所２",
          "ご依頼主名称１",
          "ご依頼主名称２",
          "荷姿",
          "品名１",
          "品名２",
          "品名３",
          "品名４",
          "品名５",
          "荷札荷姿",
          "荷札品名１",
          "荷札品名２",
          "荷札品名３",
          "荷札品名４",
          "荷札品名５",
          "荷札品名６",
          "荷札品名７",
          "荷札品名８",
          "荷札品名９",
          "荷札品名１０",
          "荷札品名１１",
          "出荷個数",
          "スピード指定",
          "クール便指定",
          "配達日",
          "配達指定時間帯",
          "配達指定時間（時分）",
          "代引金額",
          "消費税",
          "決済種別",
          "保険金額",
          "指定シール１",
          "指定シール２",
          "指定シール３",
          "営業所受取",
          "SRC区分",
          "営業所受取営業所コード",
          "元着区分",
          "メールアドレス",
          "ご不在時連絡先",
          "出荷日",
          "お問い合せ送り状No.");

  @Override
  public List<String> head() {
    return HEAD;
  }

  @Override
  public Optional<List<String>> row(Label label, Sender sender, LocalDate leaves) {
    return label
        .address(ADDRESS_LINE, 3)
        .map(
            address -> {
              var cells = new String[HEAD.size()];
              Arrays.fill(cells, "");
              cells[2] = label.to().phone();
              cells[3] = label.to().address().postal();
              cells[4] = address.get(0);
              cells[5] = address.get(1);
              cells[6] = address.get(2);
              cells[7] = label.to().name();
              cells[9] = label.number();
              cells[17] = sender.phoneDigits();
              cells[19] = sender.address();
              cells[21] = sender.name();
              cells[24] = label.contents();
              cells[41] = "1";
              cells[44] = label.day().replace("/", "");
              cells[45] = SLOTS.getOrDefault(label.slot(), "");
              if (label.cash() != null) {
                cells[47] = String.valueOf(label.cash());
                cells[48] = String.valueOf(label.cashTax());
              }
              cells[60] = DAY.format(leaves);
              return List.of(cells);
            });
  }
}
