package live.nigiwai.testkit.hls;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An attribute list (section 4.2), read as far as possible; what is wrong is put down as faults.
 */
final class Attributes {
  private static final Pattern ONE =
      Pattern.compile("([A-Z0-9-]+)=(\"[^\"\\r\\n]*\"|[^\",\\s]+)(,|$)");
  private static final Set<String> QUOTED =
      Set.of(
          "URI",
          "CODECS",
          "GROUP-ID",
          "NAME",
          "LANGUAGE",
          "ASSOC-LANGUAGE",
          "AUDIO",
          "VIDEO",
          "SUBTITLES",
          "ID",
          "CLASS",
          "START-DATE",
          "END-DATE",
          "CHANNELS",
          "BYTERANGE",
          "KEYFORMAT",
          "KEYFORMATVERSIONS",
          "RECENTLY-REMOVED-DATERANGES",
          "CHARACTERISTICS");
  private static final Set<String> WHOLE =
      Set.of(
          "BANDWIDTH",
          "AVERAGE-BANDWIDTH",
          "LAST-MSN",
          "LAST-PART",
          "SKIPPED-SEGMENTS",
          "BYTERANGE-START",
          "BYTERANGE-LENGTH");
  private static final Set<String> DECIMAL =
      Set.of(
          "DURATION",
          "PLANNED-DURATION",
          "PART-TARGET",
          "PART-HOLD-BACK",
          "HOLD-BACK",
          "CAN-SKIP-UNTIL",
          "FRAME-RATE",
          "SCORE");
  private static final Set<String> YES =
      Set.of("INDEPENDENT", "GAP", "CAN-BLOCK-RELOAD", "CAN-SKIP-DATERANGES", "END-ON-NEXT");
  private static final Pattern WORD = Pattern.compile("[A-Z][A-Z0-9-]*");

  private final String tag;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<String> faults;

  private Attributes(String tag, List<String> faults) {
    this.tag = tag;
    this.faults = faults;
  }

  /**
   * @param faults receives what is wrong
   * @param required names that must be there
   */
  static Attributes read(String tag, String text, List<String> faults, String... required) {
    Attributes attributes = new Attributes(tag, faults);
    attributes.scan(text);
    for (String name : required) {
      if (!attributes.values.containsKey(name)) {
        faults.add(tag + " has no " + name);
      }
    }
    return attributes;
  }

  private void scan(String text) {
    Matcher matcher = ONE.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (!matcher.find(at) || matcher.start() != at) {
        faults.add(tag + " is not an attribute list at \"" + text.substring(at) + "\"");
        return;
      }
      put(matcher.group(1), matcher.group(2));
      at = matcher.end();
      if (at == text.length() && matcher.group(3).equals(",")) {
        faults.add(tag + " ends with a comma");
      }
    }
  }

  private void put(String name, String raw) {
    boolean quoted = raw.startsWith("\"");
    String value = quoted ? raw.substring(1, raw.length() - 1) : raw;
    if (values.putIfAbsent(name, value) != null) {
      faults.add(tag + " has " + name + " twice");
    }
    if (name.startsWith("X-")) {
      return;
    }
    boolean right = true;
    if (QUOTED.contains(name)) {
      right = quoted;
    } else if (WHOLE.contains(name)) {
      right = !quoted && value.matches("\\d{1,20}");
    } else if (DECIMAL.contains(name)) {
      right = !quoted && value.matches("\\d+(\\.\\d+)?");
    } else if (YES.contains(name)) {
      right = !quoted && value.equals("YES");
    } else if (name.equals("TYPE")) {
      right = !quoted && WORD.matcher(value).matches();
    } else if (name.equals("RESOLUTION")) {
      right = !quoted && value.matches("\\d+x\\d+");
    }
    if (!right) {
      faults.add(tag + " has a wrong " + name + "=" + raw);
    }
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  @Nullable String text(String name) {
    return values.get(name);
  }

  String textOr(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  boolean yes(String name) {
    return "YES".equals(values.get(name));
  }

  /** The number, or what stands in for one that is missing or wrong. */
  double decimal(String name, double otherwise) {
    return number(values.get(name), otherwise);
  }

  long whole(String name, long otherwise) {
    return (long) number(values.get(name), otherwise);
  }

  Map<String, String> all() {
    return Map.copyOf(values);
  }

  static double number(@Nullable String text, double otherwise) {
    if (text == null) {
      return otherwise;
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException wrong) {
      return otherwise;
    }
  }
}
