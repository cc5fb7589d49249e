package live.nigiwai.relay.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlowViewerIsCutNotWaitedForTest {
  private final RoomStage stage = new RoomStage();
  private final RoomStage.Guest quick = stage.join(stage.home);
  private final RoomStage.Guest slow = stage.join(stage.other);

  private void comments(int count) {
    for (int i = 0; i < count; i++) {
      stage.comment();
    }
    stage.settle();
  }

  @Test
  void othersGoOnWhileOneIsSlow() {
    comments(1);
    slow.outlet.writable = false;
    comments(5);
    assertThat(quick.reads().said()).hasSize(6);
    assertThat(slow.reads().said()).hasSize(1);
  }

  @Test
  void whoHasRoomAgainCatchesUpInOneFrame() {
    comments(1);
    slow.outlet.writable = false;
    comments(20);
    int before = slow.outlet.texts.size();
    slow.outlet.writable = true;
    stage.tick();
    comments(1);

    assertThat(slow.outlet.texts.size() - before).isLessThanOrEqualTo(3);
    assertThat(slow.reads().said()).hasSize(22);
    assertThat(slow.view.holes()).isZero();
    assertThat(slow.view.repeats()).isZero();
  }

  @Test
  void heartsOfTheMomentAreNotKeptForTheSlow() {
    comments(1);
    stage.tick();
    slow.outlet.writable = false;
    int before = slow.outlet.texts.size();
    stage.rooms.react(stage.id.show(), Reaction.HEART, 3);
    stage.tick();
    slow.outlet.writable = true;
    stage.tick();

    assertThat(quick.reads().view.hearts()).isEqualTo(3);
    assertThat(slow.outlet.texts).hasSize(before);
  }

  @Test
  void tooFarBehindIsClosedResumably() {
    comments(1);
    slow.outlet.writable = false;
    comments(40);
    slow.outlet.writable = true;
    stage.tick();
    assertThat(slow.outlet.closeCode).isEqualTo(4201);
    stage.tick();
    assertThat(stage.rooms.viewers(stage.id.show())).isEqualTo(1);
  }

  @Test
  void tenSecondsWithoutRoomIsTheEnd() {
    comments(1);
    slow.outlet.writable = false;
    stage.tick();
    stage.time.advance(Duration.ofSeconds(9));
    stage.tick();
    assertThat(slow.outlet.closeCode).isZero();
    stage.time.advance(Duration.ofSeconds(2));
    stage.tick();
    assertThat(slow.outlet.closeCode).isEqualTo(4201);
  }

  @Test
  void tooManyBytesWaitingIsTheEnd() {
    comments(1);
    slow.outlet.writable = false;
    slow.outlet.waitingBytes = 1_001;
    stage.tick();
    assertThat(slow.outlet.closeCode).isEqualTo(4201);
  }

  @Test
  void aLongBatchIsSplitIntoBoundedFrames() {
    stage.settle();
    stage.log.loseBatches(29);
    comments(30); // the hole is read back as one batch of thirty

    assertThat(quick.reads().said()).hasSize(30);
    assertThat(quick.view.holes()).isZero();
    assertThat(quick.outlet.texts).hasSizeGreaterThan(4);
    assertThat(quick.outlet.texts.subList(1, quick.outlet.texts.size()))
        .allSatisfy(text -> assertThat(text.length()).isLessThan(1_400));
  }
}
