package live.nigiwai.relay.moderation;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.ahocorasick.trie.Emit;
import org.ahocorasick.trie.Trie;
import org.jspecify.annotations.Nullable;

/**
 * The blocked words, found however they are written. Pure.
 *
 * <p>A long word is found anywhere. A short one must stand for itself, or innocent words that
 * happen to hold it could not be said: kana alone must fill a whole run of its script, or be spaced
 * out letter by letter; a kanji at its head must begin one ({@code 死ね} is not in {@code 必死ね});
 * Latin letters must be a whole word.
 */
final class WordList {
  static final int WORDS_MAX = 2_000;
  static final int WORD_LENGTH_MAX = 40;

  /** From this many letters on a word is told from others by itself. */
  private static final int LONG_JAPANESE = 4;

  private static final int LONG_LATIN = 6;

  private final Map<String, BlockedWord.Verdict> verdicts = new HashMap<>();
  private final @Nullable Trie trie;

  WordList(Collection<BlockedWord> words) {
    var builder = Trie.builder();
    for (var blocked : words) {
      String folded = Folded.of(blocked.word()).text();
      if (!folded.isEmpty()) {
        verdicts.merge(folded, blocked.verdict(), WordList::stricter);
        builder.addKeyword(folded);
      }
    }
    trie = verdicts.isEmpty() ? null : builder.build();
  }

  /** What the strictest word in it asks for; null when there is none. */
  BlockedWord.@Nullable Verdict find(Folded said) {
    if (trie == null) {
      return null;
    }
    BlockedWord.Verdict strictest = null;
    for (Emit found : trie.parseText(said.text())) {
      if (stands(said, found)) {
        var verdict = verdicts.get(found.getKeyword());
        strictest = strictest == null || verdict == null ? verdict : stricter(strictest, verdict);
      }
    }
    return strictest;
  }

  private static BlockedWord.Verdict stricter(BlockedWord.Verdict one, BlockedWord.Verdict other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static boolean stands(Folded said, Emit found) {
    int from = found.getStart();
    int to = found.getEnd() + 1;
    String word = found.getKeyword();
    boolean latin = word.chars().allMatch(c -> c < 0x250);
    if (word.length() >= (latin ? LONG_LATIN : LONG_JAPANESE)) {
      return true;
    }
    if (word.codePoints().anyMatch(Character::isIdeographic)) {
      return !Character.isIdeographic(word.codePointAt(0)) || said.begins(from);
    }
    boolean whole = said.begins(from) && said.begins(to);
    return whole && (said.solid(from, to) || said.spacedOut(from, to));
  }
}
