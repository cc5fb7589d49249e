package live.nigiwai.shop.catalog;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.ja.JapaneseTokenizer;
import org.apache.lucene.analysis.ja.tokenattributes.BaseFormAttribute;
import org.apache.lucene.analysis.ja.tokenattributes.PartOfSpeechAttribute;
import org.apache.lucene.analysis.ja.tokenattributes.ReadingAttribute;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Cuts a text into the words it is found by: each in its dictionary form, compounds in their parts.
 * How the whole of it reads is kept beside them in katakana, so that ほうちょう finds 包丁: kana alone are
 * too short to be cut into the same words. Width and case do not matter. Pure, but slow enough to
 * stay off event loops.
 *
 * @param words in their dictionary form
 * @param reading in katakana, without spaces
 */
record SearchWords(Set<String> words, String reading) {
  /** Raise it when the same text would be cut otherwise: every product is then cut again. */
  static final int VERSION = 1;

  private static final int WORDS_MAX = 600;
  private static final int LENGTH_MAX = 64;
  private static final Pattern KANA = Pattern.compile("[ァ-ヶー]{2,}");

  /** What is asked for by {@code reading}, too: only kana, at least two. */
  boolean isKana() {
    return KANA.matcher(reading).matches();
  }

  /** Each piece between spaces; what is found has all of them. */
  static List<SearchWords> asked(String question) {
    return Pattern.compile("[\\s\u3000]+")
        .splitAsStream(question)
        .map(SearchWords::of)
        .filter(it -> !it.words.isEmpty())
        .toList();
  }

  static SearchWords of(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    var words = new LinkedHashSet<String>();
    var reading = new StringBuilder();
    try (var tokenizer = new JapaneseTokenizer(null, true, true, JapaneseTokenizer.Mode.SEARCH)) {
      var surface = tokenizer.addAttribute(CharTermAttribute.class);
      var base = tokenizer.addAttribute(BaseFormAttribute.class);
      var read = tokenizer.addAttribute(ReadingAttribute.class);
      var part = tokenizer.addAttribute(PartOfSpeechAttribute.class);
      tokenizer.setReader(new StringReader(plain));
      tokenizer.reset();
      while (tokenizer.incrementToken() && words.size() < WORDS_MAX) {
        String reads = read.getReading();
        reading.append(katakana(reads == null ? surface.toString() : reads));
        if (!saysNothing(String.valueOf(part.getPartOfSpeech()))) {
          add(words, base.getBaseForm() == null ? surface.toString() : base.getBaseForm());
        }
      }
      tokenizer.end();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return new SearchWords(words, isAllKana(plain) ? katakana(plain) : reading.toString());
  }

  /** A particle of one text may be read otherwise in another; kana read as they stand. */
  private static boolean isAllKana(String plain) {
    return KANA.matcher(katakana(plain)).matches();
  }

  private static void add(Set<String> words, String word) {
    words.add(word.length() > LENGTH_MAX ? word.substring(0, LENGTH_MAX) : word);
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
