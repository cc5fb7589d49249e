package live.nigiwai.relay.moderation;

import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Answers whether a text may be said and in which form it is kept. Pure.
 *
 * @param graphemesMax characters as a reader counts them
 * @param bytesMax of UTF-8
 */
public record CommentRules(int graphemesMax, int bytesMax) {
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /** More marks on one letter than any script needs only smear over neighbouring lines. */
  private static final int MARKS_IN_A_ROW_MAX = 4;

  private static final int NAME_GRAPHEMES_MAX = 20;
  private static final int NAME_BYTES_MAX = 200;

  public CommentRules {
    if (graphemesMax < 1 || bytesMax < graphemesMax) {
      throw new IllegalArgumentException("graphemesMax must be 1 or more, bytesMax not below it");
    }
  }

  public static CommentRules defaults() {
    return new CommentRules(200, 1_000);
  }

  /** What became of a text. */
  public sealed interface Verdict {
    record Accepted(String text) implements Verdict {}

    record Refused(Refusal why) implements Verdict {}
  }

  public enum Refusal {
    EMPTY,
    TOO_LONG,
    BAD_KEY
  }

  public Verdict decideComment(String key, String text) {
    if (!KEY.matcher(key).matches()) {
      return new Verdict.Refused(Refusal.BAD_KEY);
    }
    return decide(text, graphemesMax, bytesMax);
  }

  public Verdict decideName(String name) {
    return decide(name, NAME_GRAPHEMES_MAX, NAME_BYTES_MAX);
  }

  private static Verdict decide(String text, int graphemesMax, int bytesMax) {
    String kept = clean(Normalizer.normalize(text, Normalizer.Form.NFC));
    if (!visible(kept)) {
      return new Verdict.Refused(Refusal.EMPTY);
    }
    if (kept.getBytes(StandardCharsets.UTF_8).length > bytesMax || graphemes(kept) > graphemesMax) {
      return new Verdict.Refused(Refusal.TOO_LONG);
    }
    return new Verdict.Accepted(kept);
  }

  /** Takes out what does not belong in one line of text and cuts white space at both ends. */
  private static String clean(String text) {
    var kept = new StringBuilder(text.length());
    int marks = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      int type = Character.getType(c);
      marks = type == Character.NON_SPACING_MARK ? marks + 1 : 0;
      if (blank(c)) {
        kept.append(c == '\u3000' ? '\u3000' : ' ');
      } else if (type != Character.CONTROL
          && type != Character.SURROGATE
          && type != Character.UNASSIGNED
          && type != Character.PRIVATE_USE
          && !overridesDirection(c)
          && marks <= MARKS_IN_A_ROW_MAX) {
        kept.appendCodePoint(c);
      }
    }
    int from = 0;
    int to = kept.length();
    while (from < to && blank(kept.charAt(from))) {
      from++;
    }
    while (to > from && blank(kept.charAt(to - 1))) {
      to--;
    }
    return kept.substring(from, to);
  }

  private static boolean blank(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  /** Embeddings, overrides and isolates (UAX #9) could turn the text around this comment. */
  private static boolean overridesDirection(int c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  }

  /** Whether anything of it can be seen: joiners and zero-width spaces alone cannot. */
  private static boolean visible(String text) {
    return text.codePoints()
        .anyMatch(
            c -> {
              int type = Character.getType(c);
              return type != Character.FORMAT
                  && type != Character.NON_SPACING_MARK
                  && type != Character.ENCLOSING_MARK
                  && !blank(c);
            });
  }

  private static int graphemes(String text) {
    var boundaries = BreakIterator.getCharacterInstance(Locale.ROOT);
    boundaries.setText(text);
    int count = 0;
    while (boundaries.next() != BreakIterator.DONE) {
      count++;
    }
    return count;
  }
}
