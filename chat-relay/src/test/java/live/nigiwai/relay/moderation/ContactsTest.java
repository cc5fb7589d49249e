package live.nigiwai.relay.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContactsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com/x",
        "ｈｔｔｐｓ：／／ｅｘａｍｐｌｅ．ｃｏｍ",
        "example.com で安いよ",
        "www.example",
        "bit.ly/abc",
        "youtu.be/abc",
        "example ドット com",
        "exam\u200Bple.jp",
        "hxxps://a.b"
      })
  void findsLinks(String said) {
    assertThat(Contacts.of(said).link()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3.5cmですか",
        "かわいい。",
        "v1.2 です",
        "12.5%",
        "ok. me too",
        "http って何",
        "すごい。commentしたい",
        "1,000円"
      })
  void isNotAlarmedByPoints(String said) {
    assertThat(Contacts.of(said).link()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "090-1234-5678",
        "０９０１２３４５６７８",
        "電話は03(1234)5678",
        "090 1234 5678",
        "〇九〇一二三四五六七八",
        "09０ー1234ー5678",
        "+81 90 1234 5678",
        "hana@example.jp",
        "hana＠example．jp",
        "hana アット example ドット jp",
        "LINE ID: hana_2024",
        "ラインのIDはhanako99",
        "ＬＩＮＥ ＩＤ→abcd1234"
      })
  void findsNumbersAndAddressesOfPersons(String said) {
    assertThat(Contacts.of(said).number()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LINEで聞きました",
        "LINE IDはありますか",
        "2024-01-01に届く",
        "1,000円と2,000円",
        "0.5キロ",
        "20センチ、30センチ、40センチ",
        "一二三",
        "@hana かわいい",
        "注文番号 12345678"
      })
  void isNotAlarmedByOtherNumbers(String said) {
    assertThat(Contacts.of(said).number()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a-", "a.", "09", "0 ", "@a", "line ", "www", "a dot ", "+1-", "ー"})
  void looksAtEachLetterABoundedNumberOfTimes(String again) {
    long once = looks(again.repeat(400));
    long twice = looks(again.repeat(800));
    assertThat(twice).isLessThan(3 * once);
  }

  private static long looks(String said) {
    var counted = new Counted(said);
    assertThat(Contacts.in(counted)).isNotNull();
    return counted.looks;
  }

  /** A text that counts how often one of its letters is looked at. */
  private static final class Counted implements CharSequence {
    private final String text;
    private long looks;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      looks++;
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int from, int to) {
      return text.subSequence(from, to);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
