package live.nigiwai.shop.customer;

import java.util.Optional;
import java.util.regex.Pattern;
import live.nigiwai.shop.catalog.LocalText;
import org.jspecify.annotations.Nullable;

/**
 * What a buyer typed, in any width and with or without hyphens. {@link #decide} either makes a
 * {@link Buyer} of it or names the first field that needs another look.
 */
public record BuyerForm(
    @Nullable String familyName,
    @Nullable String givenName,
    @Nullable String familyKana,
    @Nullable String givenKana,
    @Nullable String email,
    @Nullable String phone,
    @Nullable AddressForm address) {
  private static final int NAME_MAX = 30;
  private static final int KANA_MAX = 40;
  private static final Pattern PHONE = Pattern.compile("0[0-9]{9,10}");

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
    String family = Typed.words(familyName);
    if (Typed.outside(family, 1, NAME_MAX)) {
      return bad("familyName", "姓を1〜30文字で入力してください。", "Enter a family name of 1 to 30 characters.");
    }
    String given = Typed.words(givenName);
    if (Typed.outside(given, 1, NAME_MAX)) {
      return bad("givenName", "名を1〜30文字で入力してください。", "Enter a given name of 1 to 30 characters.");
    }
    Optional<String> goodFamilyKana = Kana.of(familyKana, KANA_MAX);
    if (goodFamilyKana.isEmpty()) {
      return badKana("familyKana", "セイ", "family name");
    }
    Optional<String> goodGivenKana = Kana.of(givenKana, KANA_MAX);
    if (goodGivenKana.isEmpty()) {
      return badKana("givenKana", "メイ", "given name");
    }
    Optional<String> goodEmail = EmailAddress.of(email);
    if (goodEmail.isEmpty()) {
      return bad("email", "メールアドレスの形をご確認ください。", "Check the e-mail address.");
    }
    String goodPhone = Typed.digits(phone);
    if (!PHONE.matcher(goodPhone).matches()) {
      return bad(
          "phone",
          "電話番号は0から始まる10桁か11桁です。",
          "A phone number has 10 or 11 digits and starts with 0.");
    }
    return switch ((address == null ? AddressForm.EMPTY : address).decide()) {
      case AddressForm.Decision.Bad(String field, var why) -> new Decision.Bad(field, why);
      case AddressForm.Decision.Good(var goodAddress) ->
          new Decision.Good(
              new Buyer(
                  family,
                  given,
                  goodFamilyKana.get(),
                  goodGivenKana.get(),
                  goodEmail.get(),
                  goodPhone,
                  goodAddress));
    };
  }

  private static Decision badKana(String field, String ja, String en) {
    return bad(
        field,
        ja + "を1〜40文字のカナで入力してください。",
        "Enter the reading of the " + en + " in kana, 1 to 40 characters.");
  }

  private static Decision bad(String field, String ja, String en) {
    return new Decision.Bad(field, new LocalText(ja, en));
  }
}
