package live.nigiwai.runtime.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** How one key is written in Java, in YAML and in the environment. */
final class Names {
  private static final int TYPING_ERRORS_MAX = 3;

  private Names() {}

  /**
   * {@code rateLimitMax}, {@code RATE_LIMIT_MAX} and {@code rate-limit-max} all become the last.
   */
  static String kebab(String name) {
    boolean shouting = name.equals(name.toUpperCase(Locale.ROOT));
    String split = shouting ? name : name.replaceAll("([a-z0-9])([A-Z])", "$1-$2");
    return split.replace('_', '-').toLowerCase(Locale.ROOT);
  }

  /** {@code relay.rate-limit} is {@code NIGIWAI_RELAY_RATE_LIMIT}. */
  static String environment(String path) {
    return "NIGIWAI_" + path.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** What the operator probably meant. */
  static Optional<String> nearest(String written, Collection<String> known) {
    return known.stream()
        .filter(name -> distance(written, name) <= TYPING_ERRORS_MAX)
        .min(Comparator.comparingInt(name -> distance(written, name)));
  }

  /** Levenshtein's: how many letters to add, drop or change. */
  static int distance(String one, String other) {
    int[] before = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] now = new int[other.length() + 1];
      now[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int change = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        now[j] = Math.min(change, 1 + Math.min(before[j], now[j - 1]));
      }
      before = now;
    }
    return before[other.length()];
  }
}
