package live.nigiwai.relay.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import live.nigiwai.relay.moderation.CommentRules.Refusal;
import live.nigiwai.relay.moderation.CommentRules.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommentRulesTest {
  private final CommentRules rules = CommentRules.defaults();

  private Verdict decide(String text) {
    return rules.decideComment("k1", text);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          '  かわいい！ ', 'かわいい！'
          '　全角の空白　', '全角の空白'
          'が', 'が'
          'a\u0000b\u0007c', 'abc'
          'two\r\nlines', 'two  lines'
          'left\u202Eright', 'leftright'
          'pair \uD83D', 'pair'
          """)
  void keepsTextInOneCleanLine(String said, String kept) {
    assertThat(decide(said)).isEqualTo(new Verdict.Accepted(kept));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u3000", "\n\t", "\u200B\u200D\u2060", "\u0301", "\u202E"})
  void refusesWhatNobodyCouldSee(String said) {
    assertThat(decide(said)).isEqualTo(new Verdict.Refused(Refusal.EMPTY));
  }

  @Test
  void countsWhatAReaderCounts() {
    String family = "👨‍👩‍👧‍👦"; // 25 bytes, one grapheme
    assertThat(decide(family.repeat(40))).isInstanceOf(Verdict.Accepted.class);
    assertThat(decide("か\u3099".repeat(200))).isEqualTo(new Verdict.Accepted("が".repeat(200)));
    assertThat(decide("あ".repeat(200))).isInstanceOf(Verdict.Accepted.class);
    assertThat(decide("あ".repeat(201))).isEqualTo(new Verdict.Refused(Refusal.TOO_LONG));
    assertThat(decide(family.repeat(41))).isEqualTo(new Verdict.Refused(Refusal.TOO_LONG));
  }

  @Test
  void stopsMarksFromSmearingOverOtherLines() {
    var verdict = decide("z" + "\u0335".repeat(300));
    assertThat(verdict).isEqualTo(new Verdict.Accepted("z" + "\u0335".repeat(4)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "キー", "a/b", "x\n"})
  void refusesAKeyThatIsNotAToken(String key) {
    assertThat(rules.decideComment(key, "はい")).isEqualTo(new Verdict.Refused(Refusal.BAD_KEY));
  }

  @Test
  void limitsNamesToTwentyGraphemes() {
    assertThat(rules.decideName(" はな ")).isEqualTo(new Verdict.Accepted("はな"));
    assertThat(rules.decideName("い".repeat(20))).isInstanceOf(Verdict.Accepted.class);
    assertThat(rules.decideName("い".repeat(21))).isEqualTo(new Verdict.Refused(Refusal.TOO_LONG));
  }
}
