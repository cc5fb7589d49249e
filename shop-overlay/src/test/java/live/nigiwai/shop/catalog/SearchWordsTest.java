package live.nigiwai.shop.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How product texts are cut into what they are found by. */
class SearchWordsTest {
  private static boolean finds(String question, String there) {
    var text = SearchWords.of(there);
    return SearchWords.asked(question).stream()
        .allMatch(
            it ->
                text.words().containsAll(it.words())
                    || (it.isKana() && text.reading().contains(it.reading())));
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
    assertThat(finds("きゅうす 藍", "横手の急須 藍")).isTrue();
    assertThat(finds("きゅうす 白", "横手の急須 藍")).isFalse();
    assertThat(finds("空港", "関西国際空港の限定品")).isTrue();
    assertThat(finds("柚子のマーマレード", "柚子マーマレード 140g")).isTrue();
  }

  @Test
  void whatSaysNothingAsksForNothing() {
    assertThat(SearchWords.asked("の、。!")).isEmpty();
    assertThat(SearchWords.asked("")).isEmpty();
  }
}
