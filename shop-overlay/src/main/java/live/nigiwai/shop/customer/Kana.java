package live.nigiwai.shop.customer;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The reading of a name: hiragana, narrow or wide katakana in, full-width katakana out. */
final class Kana {
  private static final Pattern READING = Pattern.compile("[ァ-ヺーヽヾ・ ]+");

  /** A hyphen behind a kana is meant as the mark of a long vowel. */
  private static final Pattern LONG_VOWEL = Pattern.compile("(?<=[ァ-ヺー])[-‐‑‒–—―−]");

  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final int HIRAGANA_TO_KATAKANA = 'ア' - 'あ';

  private Kana() {}

  /** The reading; empty where it is none, or longer than {@code max} characters. */
  static Optional<String> of(@Nullable String typed, int max) {
    String narrow = SPACES.matcher(Typed.narrow(typed).strip()).replaceAll(" ");
    var out = new StringBuilder(narrow.length());
    narrow.codePoints().map(Kana::katakana).forEach(out::appendCodePoint);
    String reading = LONG_VOWEL.matcher(out).replaceAll("ー");
    boolean fits = reading.length() <= max && READING.matcher(reading).matches();
    return fits ? Optional.of(reading) : Optional.empty();
  }

  private static int katakana(int character) {
    boolean hiragana =
        (character >= 'ぁ' && character <= 'ゖ') || character == 'ゝ' || character == 'ゞ';
    return hiragana ? character + HIRAGANA_TO_KATAKANA : character;
  }
}
