package live.nigiwai.shop.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The check digit of JAN codes. */
class JanTest {
  @Test
  void checkDigitIsChecked() {
    assertThat(Jan.isGood("4901234567894")).isTrue();
    assertThat(Jan.isGood("49123456")).isTrue();
    assertThat(Jan.isGood("4901234567890")).isFalse();
    assertThat(Jan.isGood("490123456789")).isFalse();
    assertThat(Jan.isGood("４９０１２３４５６７８９４")).isFalse();
  }

  @Test
  void anySingleWrongDigitIsSeen() {
    String good = "4901234567894";
    for (int i = 0; i < good.length(); i++) {
      for (char digit = '0'; digit <= '9'; digit++) {
        String other = good.substring(0, i) + digit + good.substring(i + 1);
        assertThat(Jan.isGood(other)).isEqualTo(other.equals(good));
      }
    }
  }
}
