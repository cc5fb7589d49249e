package live.nigiwai.shop.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How product texts are cut into what they are found by. */
class SearchWordsTest {
  private static boolean finds(String question, String text) {
    var words = SearchWords.of(text);
    return SearchWords.asked(question).stream()
        .allMatch(token -> token.stream().anyMatch(words::contains));
  }

  @Test
  void inflectionWidthAndCaseDoNotMatter() {
    assertThat(finds("白い", "白く焼き上げた器")).isTrue();
    assertThat(finds("ＬＩＮＥＮ", "linen shirt")).isTrue();
    assertThat(finds("ｼｬﾂ", "麻のシャツ")).isTrue();
    assertThat(finds("包丁", "急須と湯のみ")).isFalse();
  }

  @Test
  void readingFindsKanjiAndPartsFindCompounds() {
    assertThat(finds("ほうちょう", "三徳包丁")).isTrue();
    assertThat(finds("空港", "関西国際空港の限定品")).isTrue();
    assertThat(finds("柚子のマーマレード", "柚子マーマレード 140g")).isTrue();
  }

  @Test
  void whatSaysNothingAsksForNothing() {
    assertThat(SearchWords.asked("の、。!")).isEmpty();
    assertThat(SearchWords.asked("")).isEmpty();
  }
}
