package live.nigiwai.shop.customer;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuyerFormTest {
  private static final AddressForm JINGUMAE = at("1500001", "東京都", "神宮前1-2-3");

  private static AddressForm at(String postal, String prefecture, @Nullable String line1) {
    return new AddressForm(postal, prefecture, "渋谷区", line1, null);
  }

  private static BuyerForm form(String family, String kana, String email, String phone) {
    return new BuyerForm(family, "はな", kana, "ハナ", email, phone, JINGUMAE);
  }

  private static BuyerForm named(String family) {
    return form(family, "ヨシダ", "a@example.jp", "0312345678");
  }

  private static BuyerForm living(AddressForm at) {
    return new BuyerForm("𠮷田", "はな", "ヨシダ", "ハナ", "a@example.jp", "0312345678", at);
  }

  private static Buyer good(BuyerForm form) {
    assertThat(form.decide()).isInstanceOf(BuyerForm.Decision.Good.class);
    return ((BuyerForm.Decision.Good) form.decide()).buyer();
  }

  private static String bad(BuyerForm form) {
    assertThat(form.decide()).isInstanceOf(BuyerForm.Decision.Bad.class);
    return ((BuyerForm.Decision.Bad) form.decide()).field();
  }

  @ParameterizedTest
  @CsvSource({"1500001", "150-0001", "〒150-0001", "１５０－０００１", "150ー0001"})
  void takesPostalCodesInAnyWidth(String typed) {
    var buyer = good(living(at(typed, "東京都", "神宮前1-2-3")));
    assertThat(buyer.address().postal()).isEqualTo("150-0001");
  }

  @ParameterizedTest
  @CsvSource({"090-1234-5678", "０９０１２３４５６７８", "(03)1234-5678", "0120 123 456"})
  void takesPhoneNumbersInAnyWidth(String typed) {
    assertThat(good(form("𠮷田", "ヨシダ", "a@example.jp", typed)).phone()).matches("0[0-9]{9,10}");
  }

  @Test
  void keepsNamesAsTheyAreWritten() {
    var buyer = good(named("　𠮷田﨑葛󠄀 "));
    assertThat(buyer.familyName()).isEqualTo("𠮷田﨑葛󠄀");
    assertThat(buyer.name()).isEqualTo("𠮷田﨑葛󠄀 はな");
  }

  @ParameterizedTest
  @CsvSource({
    "よしだ,ヨシダ",
    "ﾖｼﾀﾞ,ヨシダ",
    "ヨシダ,ヨシダ",
    "　ヨシダ　,ヨシダ",
    "おおの,オオノ",
    "サト-,サトー",
    "ｻﾄｰ,サトー",
    "ｳﾞｨﾝｾﾝﾄ,ヴィンセント",
    "マリー・アン,マリー・アン",
    "ジャン　ポール,ジャン ポール"
  })
  void takesReadingsInAnyWidth(String typed, String kept) {
    assertThat(good(form("𠮷田", typed, "a@example.jp", "0312345678")).familyKana()).isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(strings = {"吉田", "Yoshida", "ヨシダ1", "", " ", "-", "ヨ\u0000"})
  void refusesWhatIsNoReading(String typed) {
    assertThat(bad(form("𠮷田", typed, "a@example.jp", "0312345678"))).isEqualTo("familyKana");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a.b.@docomo.ne.jp", "a..b@ezweb.ne.jp", "a+b@x-y.example.jp", "ｈａｎａ＠ｅｘａｍｐｌｅ．ｊｐ"})
  void takesTheAddressesPeopleReallyHave(String email) {
    assertThat(good(form("𠮷田", "ヨシダ", email, "0312345678")).email())
        .isEqualTo(Typed.narrow(email));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@b",
        "a b@example.jp",
        "a@example.jp\r\nBcc: b@example.jp",
        "a@example.jp,b@example.jp",
        "<a@example.jp>",
        "はな@example.jp",
        "a@例え.jp"
      })
  void refusesAddressesThatCouldReachAnyoneElse(String email) {
    assertThat(bad(form("𠮷田", "ヨシダ", email, "0312345678"))).isEqualTo("email");
  }

  @Test
  void namesTheFirstFieldThatNeedsAnotherLook() {
    assertThat(bad(named(" "))).isEqualTo("familyName");
    assertThat(bad(named("あ".repeat(31)))).isEqualTo("familyName");
    assertThat(bad(named("a\u0000b"))).isEqualTo("familyName");
    assertThat(bad(named("a\u202Eb"))).isEqualTo("familyName");
    assertThat(bad(named("a\ud842"))).isEqualTo("familyName");
    assertThat(bad(form("𠮷田", "ヨシダ", "a@example.jp", "1234567890"))).isEqualTo("phone");
    assertThat(bad(living(at("150-001", "東京都", "1")))).isEqualTo("postal");
    assertThat(bad(living(at("1500001", "東京", "1")))).isEqualTo("prefecture");
    assertThat(bad(living(at("1500001", "東京都", "")))).isEqualTo("line1");
    assertThat(bad(living(at("1500001", "東京都", null)))).isEqualTo("line1");
    assertThat(bad(new BuyerForm("𠮷田", "はな", "ヨシダ", "ハナ", "a@example.jp", "0312345678", null)))
        .isEqualTo("postal");
    assertThat(bad(new BuyerForm(null, null, null, null, null, null, null)))
        .isEqualTo("familyName");
  }

  @Test
  void comesBackFromTheDatabaseAsItWas() {
    var buyer = good(named("𠮷田\"\\"));
    assertThat(BuyerJson.decode(BuyerJson.encode(buyer))).isEqualTo(buyer);
    assertThat(BuyerJson.decodeIfAny(null)).isNull();
    assertThat(buyer).asString().doesNotContain("𠮷田").doesNotContain("example");
  }

  @Test
  void skipsWhatALaterVersionAdded() {
    String later = BuyerJson.encode(good(named("𠮷田"))).replaceFirst("\\{", "{\"nickname\":\"x\",");
    assertThat(BuyerJson.decode(later).familyName()).isEqualTo("𠮷田");
  }
}
