package live.nigiwai.relay.room;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeletedWordsNeverReachLateJoinerTest {
  private final RoomStage stage = new RoomStage();

  @Test
  void neitherWhoComesForTheFirstTimeNorWhoResumes() {
    var early = stage.join(stage.other);
    stage.settle();
    early.reads().leave();
    var witness = stage.join(stage.other);
    String id = stage.comment("住所をさらす言葉");
    stage.comment("ふつうの言葉");
    stage.settle();
    assertThat(witness.reads().said()).contains("住所をさらす言葉");
    stage.delete(id);
    stage.settle();

    var newcomer = stage.join(stage.home);
    var resumed = stage.join(stage.other, early.view);
    stage.settle();

    assertThat(String.join("", newcomer.outlet.texts)).doesNotContain("さらす");
    assertThat(String.join("", resumed.outlet.texts)).doesNotContain("さらす");
    assertThat(witness.reads().said()).containsExactly(null, "ふつうの言葉");
    assertThat(newcomer.reads().said()).containsExactly(null, "ふつうの言葉");
    assertThat(resumed.reads().said()).containsExactly(null, "ふつうの言葉");
  }

  @Test
  void norTheSlowWhoCatchesUp() {
    var slow = stage.join(stage.other);
    stage.settle();
    slow.outlet.writable = false;
    String id = stage.comment("ひどい言葉");
    stage.delete(id);
    stage.settle();
    slow.outlet.writable = true;
    stage.tick();

    assertThat(String.join("", slow.outlet.texts)).doesNotContain("ひどい");
    assertThat(slow.reads().view.offset()).isEqualTo(2);
  }
}
