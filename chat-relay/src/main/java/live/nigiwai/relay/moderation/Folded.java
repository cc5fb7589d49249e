package live.nigiwai.relay.moderation;

import java.text.Normalizer;
import java.util.BitSet;
import java.util.Locale;

/**
 * A text as a reader hears it, for comparing: width, case, hiragana or katakana, small letters,
 * long marks, repeated letters and whatever stands between letters make no difference. Pure.
 *
 * <p>Of what was taken out, only the seams are remembered: where a run of one script begins, and
 * where something stood between two letters. They tell {@code スケベ} alone from the beginning of
 * {@code スケベニンゲン}, and {@code し ね} from {@code 楽し ね}.
 */
final class Folded {
  private final String text;

  /** Letters that begin a run: at the start, after something else, or in another script. */
  private final BitSet begins;

  /** Letters that something else, or the start, stands before. */
  private final BitSet apart;

  private Folded(String text, BitSet begins, BitSet apart) {
    this.text = text;
    this.begins = begins;
    this.apart = apart;
  }

  private enum Script {
    HIRAGANA,
    KATAKANA,
    KANJI,
    LATIN,
    OTHER
  }

  static Folded of(String said) {
    String plain = Normalizer.normalize(said, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    var text = new StringBuilder(plain.length());
    var begins = new BitSet();
    var apart = new BitSet();
    var before = Script.OTHER;
    boolean separated = true;
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (invisible(c) || drawnOut(c)) {
        continue;
      }
      if (!Character.isLetterOrDigit(c) && !Character.isSurrogate(c) && !leet(c)) {
        separated = true;
        continue;
      }
      var script = script(c);
      char folded = fold(c);
      boolean again = !text.isEmpty() && text.charAt(text.length() - 1) == folded;
      if (!again) {
        if (separated || script != before) {
          begins.set(text.length());
        }
        if (separated) {
          apart.set(text.length());
        }
        text.append(folded);
      }
      before = script;
      separated = false;
    }
    begins.set(text.length());
    apart.set(text.length());
    unleet(text, begins);
    return new Folded(text.toString(), begins, apart);
  }

  String text() {
    return text;
  }

  /** Whether a run begins here; true at the end of the text. */
  boolean begins(int index) {
    return begins.get(index);
  }

  /** Whether nothing parts the letters of this stretch. */
  boolean solid(int from, int to) {
    int next = begins.nextSetBit(from + 1);
    return next < 0 || next >= to;
  }

  /** Whether something stands around each letter of this stretch. */
  boolean spacedOut(int from, int to) {
    return apart.nextClearBit(from) > to;
  }

  /** Zero-width characters and marks: they part nothing that can be seen. */
  private static boolean invisible(char c) {
    int type = Character.getType(c);
    return type == Character.FORMAT
        || type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || c == '\uFE0F'
        || c == '\u3164';
  }

  /** Long marks and the small tsu only draw a word out. */
  private static boolean drawnOut(char c) {
    return c == 'ー' || c == '〜' || c == '~' || c == '―' || c == '–' || c == 'っ' || c == 'ッ';
  }

  private static boolean leet(char c) {
    return c == '@' || c == '$';
  }

  private static Script script(char c) {
    if (c >= 'ぁ' && c <= 'ゟ') {
      return Script.HIRAGANA;
    }
    if (c >= 'ァ' && c <= 'ヿ') {
      return Script.KATAKANA;
    }
    if (Character.isIdeographic(c) || c == '々') {
      return Script.KANJI;
    }
    return c < 0x250 ? Script.LATIN : Script.OTHER;
  }

  private static char fold(char c) {
    char kana = c >= 'ァ' && c <= 'ヶ' ? (char) (c - 0x60) : c;
    return switch (kana) {
      case 'ぁ', 'ぃ', 'ぅ', 'ぇ', 'ぉ', 'ゃ', 'ゅ', 'ょ', 'ゎ' -> (char) (kana + 1);
      case 'ゕ' -> 'か';
      case 'ゖ' -> 'け';
      default -> kana;
    };
  }

  /** Digits among letters stand for the letters they look like; numbers stay numbers. */
  private static void unleet(StringBuilder text, BitSet begins) {
    for (int from = 0; from < text.length(); ) {
      int next = begins.nextSetBit(from + 1);
      int to = next < 0 ? text.length() : next;
      if (text.substring(from, to).chars().anyMatch(c -> c >= 'a' && c <= 'z')) {
        for (int i = from; i < to; i++) {
          int letter = "@4$53107".indexOf(text.charAt(i));
          if (letter >= 0) {
            text.setCharAt(i, "aasseiot".charAt(letter));
          }
        }
      }
      from = to;
    }
  }
}
