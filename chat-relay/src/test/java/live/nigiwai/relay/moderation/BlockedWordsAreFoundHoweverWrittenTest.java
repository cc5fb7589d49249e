package live.nigiwai.relay.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockedWordsAreFoundHoweverWrittenTest {
  private static final WordList WORDS =
      new WordList(
          List.of(
              new BlockedWord("スケベ", BlockedWord.Verdict.BLOCK),
              new BlockedWord("死ね", BlockedWord.Verdict.BLOCK),
              new BlockedWord("しね", BlockedWord.Verdict.HOLD),
              new BlockedWord("ニセモノ", BlockedWord.Verdict.HOLD),
              new BlockedWord("詐欺", BlockedWord.Verdict.SHADOW),
              new BlockedWord("ass", BlockedWord.Verdict.BLOCK),
              new BlockedWord("viagra", BlockedWord.Verdict.BLOCK)));

  private static boolean caught(String said) {
    return WORDS.find(Folded.of(said)) != null;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "スケベ",
        "ｽｹﾍﾞ",
        "すけべ",
        "ス ケ ベ",
        "ス・ケ・ベ！",
        "スススケケケベ",
        "スーケーベー",
        "ス\u200Bケ\u200Bベ",
        "この人スケベだね",
        "死ね",
        "死　ね",
        "死っっっね",
        "早く死ね",
        "死ねよ",
        "しね",
        "し ね",
        "お前 しね !",
        "これはニセモノです",
        "これは偽ものじゃなくにせもの",
        "ニ☆セ☆モ☆ノ",
        "ニセ\u200Bモノ",
        "詐欺だ",
        "詐 欺",
        "A S S",
        "a.s.s",
        "４ｓｓ",
        "@ss",
        "a$$",
        "V1AGRA",
        "ｖｉａｇｒａ安い",
        "v-i-a-g-r-a"
      })
  void caughtWhatTriesToPass(String said) {
    assertThat(caught(said)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "スケベニンゲンはオランダの町",
        "おいしねえ",
        "必死ねー",
        "楽し ね",
        "難しいね",
        "たのしね",
        "class",
        "assam tea",
        "bass",
        "455円",
        "1055",
        "にせ",
        "かわいい",
        "かわいいいいいい",
        "８８８８８",
        "👏👏👏",
        "白はありますか",
        "スーパースケート",
        "おめでとうございます！！！"
      })
  void letsInnocentWordsPass(String said) {
    assertThat(caught(said)).isFalse();
  }

  @Test
  void theStrictestWordDecides() {
    assertThat(WORDS.find(Folded.of("詐欺のニセモノ"))).isEqualTo(BlockedWord.Verdict.HOLD);
    assertThat(WORDS.find(Folded.of("詐欺だ 死ね"))).isEqualTo(BlockedWord.Verdict.BLOCK);
    assertThat(WORDS.find(Folded.of("詐欺だ"))).isEqualTo(BlockedWord.Verdict.SHADOW);
  }

  @Test
  void foldingIsSettledAfterOnceAndNeverFails() {
    var random = new Random(11);
    String letters = "aA4@Ａｱｶﾞァアぁあーッっ死々1９〜\u200B\u0301 　・!👍🏽한ß";
    for (int i = 0; i < 5_000; i++) {
      var said = new StringBuilder();
      for (int n = random.nextInt(30); n > 0; n--) {
        int at = random.nextInt(letters.codePointCount(0, letters.length()));
        said.appendCodePoint(letters.codePointAt(letters.offsetByCodePoints(0, at)));
      }
      String folded = Folded.of(said.toString()).text();
      assertThat(Folded.of(folded).text().length()).isLessThanOrEqualTo(folded.length());
    }
  }

  @Test
  void anyBlockedWordIsCaughtSpacedOutAnyhow() {
    var random = new Random(5);
    var between = List.of(" ", "　", "・", ".", "-", "★", "\u200B", "_", "！");
    for (int i = 0; i < 500; i++) {
      var said = new StringBuilder("ねえ ");
      String separator = between.get(random.nextInt(between.size()));
      for (char c : "にせもの".toCharArray()) {
        boolean katakana = random.nextBoolean();
        said.append(katakana ? (char) (c + 0x60) : c).append(separator);
      }
      assertThat(caught(said.toString())).as(said.toString()).isTrue();
    }
  }
}
