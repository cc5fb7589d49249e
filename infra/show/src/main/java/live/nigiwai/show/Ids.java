package live.nigiwai.show;

import java.util.regex.Pattern;

/** The one shape of an identifier that may stand in a URL, a file name and a log line. */
final class Ids {
  private static final Pattern SLUG = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?");
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private Ids() {}

  static String slug(String what, String value) {
    return matching(SLUG, what, value);
  }

  static String token(String what, String value) {
    return matching(TOKEN, what, value);
  }

  private static String matching(Pattern shape, String what, String value) {
    if (!shape.matcher(value).matches()) {
      throw new IllegalArgumentException(what + " must match " + shape.pattern());
    }
    return value;
  }
}
