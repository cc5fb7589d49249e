package live.nigiwai.shop.catalog;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.lucene.analysis.ja.JapaneseTokenizer;
import org.apache.lucene.analysis.ja.tokenattributes.BaseFormAttribute;
import org.apache.lucene.analysis.ja.tokenattributes.PartOfSpeechAttribute;
import org.apache.lucene.analysis.ja.tokenattributes.ReadingAttribute;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Cuts a text into the words it is found by: each in its dictionary form, compounds whole and in
 * parts, and its reading in katakana marked by {@code ~}, so that きゅうす finds 急須. Width and case do
 * not matter. Pure, but slow enough to stay off event loops.
 */
final class SearchWords {
  /** Raise it when the same text would be cut otherwise: every product is then cut again. */
  static final int VERSION = 1;

  private static final int WORDS_MAX = 600;
  private static final int LENGTH_MAX = 64;

  private SearchWords() {}

  /** Every word and reading of a text that is to be found. */
  static Set<String> of(String text) {
    var words = new LinkedHashSet<String>();
    for (var token : cut(text)) {
      words.addAll(token);
    }
    return words;
  }

  /**
   * What is asked for: each of these sets must share a word with what is found. In a question only
   * the smallest pieces count, so that a compound is found by its parts.
   */
  static List<Set<String>> asked(String question) {
    return cut(question);
  }

  private static List<Set<String>> cut(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    var tokens = new ArrayList<Set<String>>();
    try (var tokenizer = new JapaneseTokenizer(null, true, true, JapaneseTokenizer.Mode.SEARCH)) {
      var surface = tokenizer.addAttribute(CharTermAttribute.class);
      var base = tokenizer.addAttribute(BaseFormAttribute.class);
      var reading = tokenizer.addAttribute(ReadingAttribute.class);
      var part = tokenizer.addAttribute(PartOfSpeechAttribute.class);
      tokenizer.setReader(new StringReader(plain));
      tokenizer.reset();
      while (tokenizer.incrementToken() && tokens.size() < WORDS_MAX) {
        if (saysNothing(String.valueOf(part.getPartOfSpeech()))) {
          continue;
        }
        var token = new LinkedHashSet<String>();
        String word = base.getBaseForm() == null ? surface.toString() : base.getBaseForm();
        add(token, word);
        String read = reading.getReading();
        add(token, "~" + katakana(read == null ? surface.toString() : read));
        tokens.add(token);
      }
      tokenizer.end();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return tokens;
  }

  private static void add(Set<String> token, String word) {
    token.add(word.length() > LENGTH_MAX ? word.substring(0, LENGTH_MAX) : word);
  }

  private static boolean saysNothing(String part) {
    return part.startsWith("助詞") || part.startsWith("助動詞") || part.startsWith("記号");
  }

  private static String katakana(String text) {
    var out = new StringBuilder(text.length());
    text.chars().forEach(c -> out.append((char) (c >= 'ぁ' && c <= 'ゖ' ? c + ('ァ' - 'ぁ') : c)));
    return out.toString();
  }
}
