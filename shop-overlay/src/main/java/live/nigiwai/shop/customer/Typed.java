package live.nigiwai.shop.customer;

import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What people type, made comparable without changing what they mean. */
final class Typed {
  private static final Pattern DASHES = Pattern.compile("[-‐‑‒–—―−ー()\\s]");

  private Typed() {}

  /** Names keep the very characters they are written with; only the space around them goes. */
  static String words(@Nullable String value) {
    return value == null ? "" : value.strip();
  }

  /** Full-width letters and digits become narrow, narrow kana wide (NFKC). */
  static String narrow(@Nullable String value) {
    return value == null ? "" : Normalizer.normalize(value, Normalizer.Form.NFKC);
  }

  /** The digits of a phone number or a postal code, whatever stands between them. */
  static String digits(@Nullable String value) {
    return DASHES.matcher(narrow(value).replace("〒", "")).replaceAll("");
  }

  /** Whether a text is too short or too long, or holds what no name or address is written with. */
  static boolean outside(String value, int min, int max) {
    int length = value.codePointCount(0, value.length());
    return length < min || length > max || value.codePoints().anyMatch(Typed::unwritable);
  }

  /**
   * Control characters, halves of characters, and the marks that reverse the direction of a line.
   * The selectors of a character's variant (IVS) and joiners stay.
   */
  private static boolean unwritable(int character) {
    return Character.isISOControl(character)
        || Character.getType(character) == Character.SURROGATE
        || (character >= 0x202A && character <= 0x202E)
        || (character >= 0x2066 && character <= 0x2069);
  }
}
