package live.nigiwai.relay.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import live.nigiwai.show.ShowId;
import org.junit.jupiter.api.Test;

class RecentsTest {
  private static final ShowId DEMO = new ShowId("demo");
  private static final String LONG = "このしよつぷはたいおうがわるい";
  private final Recents recents = new Recents(Repetition.defaults());

  private void said(String author, String id, String folded, long at) {
    recents.note(DEMO, author, id, folded, at, new Judgement.Allow());
  }

  @Test
  void aRepeatOfTheSameCommentIsDecidedAsBefore() {
    recents.note(DEMO, "v_1", "c_1", "あ", 10, new Judgement.Hold(Judgement.Why.WORD));
    assertThat(recents.decided(DEMO, "v_1", "c_1"))
        .isEqualTo(new Judgement.Hold(Judgement.Why.WORD));
    assertThat(recents.decided(DEMO, "v_1", "c_2")).isNull();
    assertThat(recents.decided(DEMO, "v_2", "c_1")).isNull();
  }

  @Test
  void theLogAndTheSocketTellOfTheSameCommentOnce() {
    said("v_1", "c_1", LONG, 1_000);
    said("v_1", "c_1", LONG, 1_050);
    assertThat(recents.look(DEMO, "v_1", LONG, 2_000)).isEqualTo(new Judge.Memory(1_000, 1, 1, 0));
  }

  @Test
  void countsOthersWhoSaidTheSame() {
    for (int i = 0; i < 5; i++) {
      said("v_" + i, "c_" + i, LONG, 1_000 + i);
    }
    assertThat(recents.look(DEMO, "v_9", LONG, 2_000).sameByOthers()).isEqualTo(5);
    assertThat(recents.look(DEMO, "v_1", LONG, 2_000).sameByOthers()).isEqualTo(4);
    assertThat(recents.look(new ShowId("other"), "v_9", LONG, 2_000).sameByOthers()).isZero();
  }

  @Test
  void forgetsWhatIsLongAgo() {
    said("v_1", "c_1", LONG, 1_000);
    var later = recents.look(DEMO, "v_1", LONG, 1_000 + 31_000);
    assertThat(later.sameByAuthor()).isZero();
    assertThat(later.saidLately()).isZero();
    assertThat(later.lastSaidMillis()).isEqualTo(1_000);
  }
}
