package live.nigiwai.testkit.hls;

import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** A playlist line by line: tags and URIs, without comments and blanks (section 4.1). */
final class Lines {
  private final Iterator<String> rest;
  private final List<String> faults;
  private final Set<String> seen = new HashSet<>();
  private String tag = "";
  private String value = "";

  Lines(String text, List<String> faults) {
    this.faults = faults;
    if (!text.startsWith("#EXTM3U\n") && !text.startsWith("#EXTM3U\r\n")) {
      faults.add("the first line is not #EXTM3U");
    }
    if (text.chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\r' || c == 0x7f)) {
      faults.add("control characters");
    }
    rest = text.lines().iterator();
  }

  /** Goes to the next tag or URI. */
  boolean next() {
    while (rest.hasNext()) {
      String line = rest.next();
      if (line.isBlank()) {
        continue;
      }
      if (!line.equals(line.strip())) {
        faults.add("blanks around \"" + line + "\"");
        line = line.strip();
      }
      if (!line.startsWith("#")) {
        tag = "";
        value = line;
        return true;
      }
      if (line.startsWith("#EXT")) {
        int colon = line.indexOf(':');
        tag = line.substring(1, colon < 0 ? line.length() : colon);
        value = colon < 0 ? "" : line.substring(colon + 1);
        return true;
      }
    }
    return false;
  }

  /** The tag's name without #, or "" for a URI. */
  String tag() {
    return tag;
  }

  /** What follows the colon, or the URI. */
  String value() {
    return value;
  }

  /** This tag must not have been there before. */
  void once() {
    if (!seen.add(tag)) {
      faults.add(tag + " twice");
    }
  }

  /** The value as a whole number; 0 and a fault where it is none. */
  long whole() {
    if (value.matches("\\d{1,18}")) {
      return Long.parseLong(value);
    }
    faults.add(tag + " is not a number: " + value);
    return 0;
  }

  Attributes attributes(String... required) {
    return Attributes.read(tag, value, faults, required);
  }
}
