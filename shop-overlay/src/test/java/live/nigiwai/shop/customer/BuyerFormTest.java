package live.nigiwai.shop.customer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuyerFormTest {
  private static BuyerForm form(String name, String email, String phone, String postal) {
    return new BuyerForm(name, email, phone, postal, "東京都", "渋谷区", "神宮前1-2-3", null);
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
    var buyer = good(form("はな", "a@example.jp", "09012345678", typed));
    assertThat(buyer.address().postal()).isEqualTo("150-0001");
  }

  @ParameterizedTest
  @CsvSource({"090-1234-5678", "０９０１２３４５６７８", "(03)1234-5678", "0120 123 456"})
  void takesPhoneNumbersInAnyWidth(String typed) {
    assertThat(good(form("はな", "a@example.jp", typed, "1500001")).phone()).matches("0[0-9]{9,10}");
  }

  @Test
  void keepsNamesAsTheyAreWritten() {
    assertThat(good(form("　𠮷田 﨑 ", "a@example.jp", "0312345678", "1500001")).name())
        .isEqualTo("𠮷田 﨑");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.b.@docomo.ne.jp", "a..b@ezweb.ne.jp", "a+b@x-y.example.jp"})
  void takesTheAddressesPeopleReallyHave(String email) {
    assertThat(good(form("はな", email, "0312345678", "1500001")).email()).isEqualTo(email);
  }

  @Test
  void namesTheFirstFieldThatNeedsAnotherLook() {
    assertThat(bad(form(" ", "x", "x", "x"))).isEqualTo("name");
    assertThat(bad(form("あ".repeat(51), "x", "x", "x"))).isEqualTo("name");
    assertThat(bad(form("a\u0000b", "x", "x", "x"))).isEqualTo("name");
    assertThat(bad(form("はな", "a@b", "x", "x"))).isEqualTo("email");
    assertThat(bad(form("はな", "a b@example.jp", "x", "x"))).isEqualTo("email");
    assertThat(bad(form("はな", "a@example.jp", "1234567890", "x"))).isEqualTo("phone");
    assertThat(bad(form("はな", "a@example.jp", "0312345678", "150-001"))).isEqualTo("postal");
    assertThat(
            bad(
                new BuyerForm(
                    "はな", "a@example.jp", "0312345678", "1500001", "東京", "渋谷区", "1", null)))
        .isEqualTo("prefecture");
    assertThat(
            bad(
                new BuyerForm(
                    "はな", "a@example.jp", "0312345678", "1500001", "東京都", "渋谷区", "", null)))
        .isEqualTo("line1");
    assertThat(bad(new BuyerForm(null, null, null, null, null, null, null, null)))
        .isEqualTo("name");
  }
}
