package live.nigiwai.shop.customer;

import java.util.Set;
import java.util.regex.Pattern;
import live.nigiwai.shop.catalog.LocalText;
import org.jspecify.annotations.Nullable;

/** The address part of a {@link BuyerForm}, as typed. */
public record AddressForm(
    @Nullable String postal,
    @Nullable String prefecture,
    @Nullable String city,
    @Nullable String line1,
    @Nullable String line2) {
  static final AddressForm EMPTY = new AddressForm(null, null, null, null, null);

  private static final int CITY_MAX = 50;
  private static final int LINE_MAX = 100;
  private static final Pattern POSTAL = Pattern.compile("[0-9]{7}");

  /** The 47 都道府県. */
  static final Set<String> PREFECTURES =
      Set.of(
          "北海道", "青森県", "岩手県", "宮城県", "秋田県", "山形県", "福島県", "茨城県", "栃木県", "群馬県", "埼玉県", "千葉県", "東京都",
          "神奈川県", "新潟県", "富山県", "石川県", "福井県", "山梨県", "長野県", "岐阜県", "静岡県", "愛知県", "三重県", "滋賀県",
          "京都府", "大阪府", "兵庫県", "奈良県", "和歌山県", "鳥取県", "島根県", "岡山県", "広島県", "山口県", "徳島県", "香川県",
          "愛媛県", "高知県", "福岡県", "佐賀県", "長崎県", "熊本県", "大分県", "宮崎県", "鹿児島県", "沖縄県");

  /** What became of it. */
  sealed interface Decision {
    record Good(Address address) implements Decision {}

    /**
     * @param field the first one that cannot be used
     */
    record Bad(String field, LocalText why) implements Decision {}
  }

  Decision decide() {
    String goodPostal = Typed.digits(postal);
    if (!POSTAL.matcher(goodPostal).matches()) {
      return bad("postal", "郵便番号は7桁の数字です。", "A postal code has 7 digits.");
    }
    String goodPrefecture = Typed.words(prefecture);
    if (!PREFECTURES.contains(goodPrefecture)) {
      return bad("prefecture", "都道府県を選んでください。", "Choose a prefecture.");
    }
    String goodCity = Typed.words(city);
    if (Typed.outside(goodCity, 1, CITY_MAX)) {
      return bad("city", "市区町村を50文字以内で入力してください。", "Enter the city in up to 50 characters.");
    }
    String goodLine1 = Typed.words(line1);
    if (Typed.outside(goodLine1, 1, LINE_MAX)) {
      return bad(
          "line1", "町名・番地を100文字以内で入力してください。", "Enter the street address in up to 100 characters.");
    }
    String goodLine2 = Typed.words(line2);
    if (Typed.outside(goodLine2, 0, LINE_MAX)) {
      return bad("line2", "建物名は100文字以内で入力してください。", "Enter the building in up to 100 characters.");
    }
    return new Decision.Good(
        new Address(
            goodPostal.substring(0, 3) + "-" + goodPostal.substring(3),
            goodPrefecture,
            goodCity,
            goodLine1,
            goodLine2));
  }

  private static Decision bad(String field, String ja, String en) {
    return new Decision.Bad(field, new LocalText(ja, en));
  }
}
