package live.nigiwai.ingest.archive;

import java.util.regex.Pattern;

/** The shapes of names that stand in URLs, in the index and in file names. */
final class Names {
  private static final Pattern RUNG = Pattern.compile("[a-z0-9]{1,16}");
  private static final Pattern FILE = Pattern.compile("[a-z0-9-]{1,64}\\.(?:m4s|mp4)");
  private static final Pattern CODECS = Pattern.compile("[A-Za-z0-9.,]{1,128}");

  private Names() {}

  static String rung(String name) {
    return matching(RUNG, "a rung's name", name);
  }

  static String file(String name) {
    return matching(FILE, "a media file's name", name);
  }

  static String codecs(String text) {
    return matching(CODECS, "CODECS", text);
  }

  private static String matching(Pattern shape, String what, String value) {
    if (!shape.matcher(value).matches()) {
      throw new IllegalArgumentException(what + " must match " + shape.pattern());
    }
    return value;
  }
}
