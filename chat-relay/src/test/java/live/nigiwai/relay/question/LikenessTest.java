package live.nigiwai.relay.question;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikenessTest {
  private static boolean same(String one, String other) {
    return Likeness.same(Likeness.of(Likeness.words(one), Likeness.words(other)));
  }

  @ParameterizedTest
  @CsvSource({
    "白はありますか, 白いのってあるの？",
    "送料はいくらですか, 送料の値段を教えてください",
    "電子レンジで使えますか？, これって電子レンジ使える？",
    "サイズを教えてください, 大きさはどれくらいですか",
    "いつ届きますか, 届くのはいつですか",
    "プレゼント包装できますか, プレゼント包装ってしてもらえますか"
  })
  void asksTheSame(String one, String other) {
    assertThat(same(one, other)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "白はありますか, 黒はありますか",
    "Mサイズはありますか, Lサイズはありますか",
    "送料はいくらですか, 茶碗はいくらですか",
    "電子レンジで使えますか, 食洗機で使えますか",
    "いつ届きますか, 重さはどれくらいですか"
  })
  void asksSomethingElse(String one, String other) {
    assertThat(same(one, other)).isFalse();
  }

  @Test
  void aQuestionOfNothingButSmallWordsIsLikeItselfAlone() {
    assertThat(same("これは？", "これは？")).isTrue();
    assertThat(same("これは？", "どうですか")).isFalse();
    assertThat(Likeness.words("")).hasSize(1);
  }
}
