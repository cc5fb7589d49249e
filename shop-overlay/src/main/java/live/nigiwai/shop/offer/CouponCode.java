package live.nigiwai.shop.offer;

import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Codes as people type them and as they are compared. */
final class CouponCode {
  private static final Pattern GOOD = Pattern.compile("[A-Z0-9]{4,32}");
  private static final Pattern BETWEEN = Pattern.compile("[\\s\\-_‐‑–—ー]+");
  private static final int TYPED_MAX = 100;

  /** Crockford's base 32: nothing that looks like something else. */
  private static final String LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  /** 65 bits. */
  private static final int LENGTH = 13;

  private CouponCode() {}

  /** Any width and case, with blanks and hyphens; empty for what cannot be a code. */
  static Optional<String> read(String typed) {
    if (typed.length() > TYPED_MAX) {
      return Optional.empty();
    }
    String wide = Normalizer.normalize(typed, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT);
    String code = BETWEEN.matcher(wide).replaceAll("");
    return GOOD.matcher(code).matches() ? Optional.of(code) : Optional.empty();
  }

  /** One that nobody guesses. */
  static String fresh(SecureRandom random) {
    var code = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      code.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return code.toString();
  }
}
