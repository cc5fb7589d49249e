package live.nigiwai.shop.customer;

import java.text.Normalizer;
import java.util.Set;
import java.util.regex.Pattern;
import live.nigiwai.shop.catalog.LocalText;
import org.jspecify.annotations.Nullable;

/**
 * What a buyer typed, in any width and with or without hyphens. {@link #decide} either makes a
 * {@link Buyer} of it or names the first field that needs another look.
 */
public record BuyerForm(
    @Nullable String name,
    @Nullable String email,
    @Nullable String phone,
    @Nullable String postal,
    @Nullable String prefecture,
    @Nullable String city,
    @Nullable String line1,
    @Nullable String line2) {
  private static final int NAME_MAX = 50;
  private static final int EMAIL_MAX = 254;
  private static final int CITY_MAX = 50;
  private static final int LINE_MAX = 100;

  private static final Pattern EMAIL =
      Pattern.compile("[^\\s@\"<>(),;:\\\\]{1,64}@(?:[A-Za-z0-9-]{1,63}\\.)+[A-Za-z]{2,63}");
  private static final Pattern PHONE = Pattern.compile("0[0-9]{9,10}");
  private static final Pattern POSTAL = Pattern.compile("[0-9]{7}");
  private static final Pattern DASHES = Pattern.compile("[-‐‑‒–—―−ー()\\s]");

  private static final Set<String> PREFECTURES =
      Set.of(
          "北海道", "青森県", "岩手県", "宮城県", "秋田県", "山形県", "福島県", "茨城県", "栃木県", "群馬県", "埼玉県", "千葉県", "東京都",
          "神奈川県", "新潟県", "富山県", "石川県", "福井県", "山梨県", "長野県", "岐阜県", "静岡県", "愛知県", "三重県", "滋賀県",
          "京都府", "大阪府", "兵庫県", "奈良県", "和歌山県", "鳥取県", "島根県", "岡山県", "広島県", "山口県", "徳島県", "香川県",
          "愛媛県", "高知県", "福岡県", "佐賀県", "長崎県", "熊本県", "大分県", "宮崎県", "鹿児島県", "沖縄県");

  /** What became of a form. */
  public sealed interface Decision {
    record Good(Buyer buyer) implements Decision {}

    /**
     * @param field the first one that cannot be used
     * @param why says what would do
     */
    record Bad(String field, LocalText why) implements Decision {}
  }

  public Decision decide() {
    String goodName = words(name);
    if (outside(goodName, 1, NAME_MAX)) {
      return bad("name", "お名前を1〜50文字で入力してください。", "Enter a name of 1 to 50 characters.");
    }
    String goodEmail = narrow(email).strip();
    if (goodEmail.length() > EMAIL_MAX || !EMAIL.matcher(goodEmail).matches()) {
      return bad("email", "メールアドレスの形をご確認ください。", "Check the e-mail address.");
    }
    String goodPhone = digits(phone);
    if (!PHONE.matcher(goodPhone).matches()) {
      return bad(
          "phone",
          "電話番号は0から始まる10桁か11桁です。",
          "A phone number has 10 or 11 digits and starts with 0.");
    }
    String goodPostal = digits(postal);
    if (!POSTAL.matcher(goodPostal).matches()) {
      return bad("postal", "郵便番号は7桁の数字です。", "A postal code has 7 digits.");
    }
    String goodPrefecture = words(prefecture);
    if (!PREFECTURES.contains(goodPrefecture)) {
      return bad("prefecture", "都道府県を選んでください。", "Choose a prefecture.");
    }
    String goodCity = words(city);
    if (outside(goodCity, 1, CITY_MAX)) {
      return bad("city", "市区町村を50文字以内で入力してください。", "Enter the city in up to 50 characters.");
    }
    String goodLine1 = words(line1);
    if (outside(goodLine1, 1, LINE_MAX)) {
      return bad(
          "line1", "町名・番地を100文字以内で入力してください。", "Enter the street address in up to 100 characters.");
    }
    String goodLine2 = words(line2);
    if (outside(goodLine2, 0, LINE_MAX)) {
      return bad("line2", "建物名は100文字以内で入力してください。", "Enter the building in up to 100 characters.");
    }
    var address =
        new Address(
            goodPostal.substring(0, 3) + "-" + goodPostal.substring(3),
            goodPrefecture,
            goodCity,
            goodLine1,
            goodLine2);
    return new Decision.Good(new Buyer(goodName, goodEmail, goodPhone, address));
  }

  private static Decision bad(String field, String ja, String en) {
    return new Decision.Bad(field, new LocalText(ja, en));
  }

  private static boolean outside(String value, int min, int max) {
    int length = value.codePointCount(0, value.length());
    return length < min || length > max || value.codePoints().anyMatch(Character::isISOControl);
  }

  /** Names keep the very characters they are written with; only the space around them goes. */
  private static String words(@Nullable String value) {
    return value == null ? "" : value.strip();
  }

  private static String narrow(@Nullable String value) {
    return value == null ? "" : Normalizer.normalize(value, Normalizer.Form.NFKC);
  }

  private static String digits(@Nullable String value) {
    return DASHES.matcher(narrow(value).replace("〒", "")).replaceAll("");
  }
}
