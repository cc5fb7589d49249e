package live.nigiwai.relay.moderation;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What leads people out of the show: links, and numbers and addresses of persons, also where they
 * are written to escape notice. Pure.
 *
 * <p>Every pattern starts from what is rare in a comment (a point, an at sign, a first digit), so
 * that the time it takes grows with the length of the text and no faster: everyone may send one.
 *
 * @param link an address on the web
 * @param number a telephone number, a mail address or a LINE id
 */
record Contacts(boolean link, boolean number) {
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\uFE0F]");
  private static final Pattern SCHEME =
      Pattern.compile("(?:https?|hxxps?)\\s*:\\s*/\\s*/|www\\s*\\.");

  /**
   * Names that end like this are hosts; where the ending is a word of its own, a path must follow.
   */
  private static final Pattern HOST =
      Pattern.compile(
          "(?<=[a-z0-9-]\\s?)(?:\\.|\\(dot\\)|\\[dot\\]|ドット)\\s?(?:(?:com|net|org|jp|info|biz|shop|store"
              + "|app|dev|xyz|site|online|club|link|top|page|tokyo|live|vip|ly|gg|cc|cn|kr|ru)(?![a-z])"
              + "|(?:me|to|io|tv|be)/)");

  private static final Pattern MAIL =
      Pattern.compile(
          "(?<=[a-z0-9._+-]{2}\\s?)(?:@|\\(at\\)|アット)\\s?[a-z0-9-]+\\s?(?:\\.|ドット)\\s?[a-z]{2,}");
  private static final Pattern LINE_ID =
      Pattern.compile(
          "(?:line|ライン|らいん)\\s{0,9}[^a-z0-9]{0,3}(?:id|アイディー?|あいでぃー?)[^a-z0-9]{0,6}@?[a-z0-9._-]{4,}");

  /** Ten or eleven digits from 0 on, or the number of a country, with little between them. */
  private static final Pattern PHONE =
      Pattern.compile(
          "(?<![0-9])(?:0(?:[-‐‑–—−ー・.()\\s]{0,2}[0-9]){9,10}|\\+(?:[-()\\s]?[0-9]){10,13})(?![0-9])");

  private static final String KANJI_DIGITS = "〇一二三四五六七八九";

  static Contacts of(String said) {
    return in(plain(said));
  }

  /** In a text without width, case and what cannot be seen. */
  static Contacts in(CharSequence plain) {
    boolean mail = MAIL.matcher(plain).find();
    boolean link = SCHEME.matcher(plain).find() || (!mail && HOST.matcher(plain).find());
    boolean number = mail || LINE_ID.matcher(plain).find() || PHONE.matcher(digits(plain)).find();
    return new Contacts(link, number);
  }

  boolean any() {
    return link || number;
  }

  private static String plain(String said) {
    String normal = Normalizer.normalize(said, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return INVISIBLE.matcher(normal).replaceAll("").replace('。', '.');
  }

  private static String digits(CharSequence plain) {
    var out = new StringBuilder(plain.length());
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      int digit = c == '零' ? 0 : KANJI_DIGITS.indexOf(c);
      out.append(digit >= 0 ? (char) ('0' + digit) : c);
    }
    return out.toString();
  }
}
