package live.nigiwai.relay.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import live.nigiwai.testkit.ManualExecutor;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Whatever happens in whichever order, everyone ends with the same list. */
class ResumeHasNoHoleTest {
  private final RoomStage stage = new RoomStage();

  @RepeatedTest(200)
  void whateverTheOrderOfLoopsJoinsAndBatches(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    var guests = new ArrayList<RoomStage.Guest>();
    var loops = List.of(stage.home, stage.other, stage.reader);
    for (int step = 0; step < 300; step++) {
      switch (random.nextInt(12)) {
        case 0 -> guests.add(stage.join(random.nextBoolean() ? stage.home : stage.other));
        case 1, 2 -> stage.comment();
        case 3 -> breakOne(guests, random);
        case 4 -> stage.rooms.tick();
        case 5 -> turnOne(guests, random);
        case 6 -> {
          if (random.nextInt(8) == 0) {
            stage.log.loseBatches(1);
          }
        }
        default -> {
          ManualExecutor loop = loops.get(random.nextInt(loops.size()));
          loop.runNext();
        }
      }
    }
    stage.log.loseBatches(0);
    for (var guest : guests) {
      guest.outlet.writable = true;
    }
    stage.comment();
    stage.settle();
    stage.tick();
    stage.tick();

    for (var guest : guests) {
      guest.reads();
      assertThat(guest.view.holes()).isZero();
      assertThat(guest.view.repeats()).isZero();
      if (guest.outlet.closeCode == 0) {
        assertThat(guest.view.offset()).isEqualTo(stage.log.entries().size());
        assertConsecutive(guest.said());
      }
    }
  }

  private void assertConsecutive(List<String> said) {
    var whole = stage.log.entries().size();
    int first = whole - said.size() + 1;
    for (int i = 0; i < said.size(); i++) {
      assertThat(said.get(i)).isEqualTo("言葉" + (first + i));
    }
  }

  private void breakOne(List<RoomStage.Guest> guests, Random random) {
    if (guests.isEmpty()) {
      return;
    }
    var gone = guests.remove(random.nextInt(guests.size()));
    gone.reads();
    gone.leave();
    guests.add(stage.join(random.nextBoolean() ? stage.home : stage.other, gone.view));
  }

  private static void turnOne(List<RoomStage.Guest> guests, Random random) {
    if (!guests.isEmpty()) {
      var guest = guests.get(random.nextInt(guests.size()));
      guest.outlet.writable = !guest.outlet.writable;
    }
  }

  @Test
  void aResumeGetsExactlyWhatWasMissed() {
    var guest = stage.join(stage.other);
    stage.comment();
    stage.settle();
    guest.reads().leave();
    for (int i = 0; i < 20; i++) {
      stage.comment();
    }
    stage.settle();

    var back = stage.join(stage.other, guest.view);
    stage.settle();

    assertThat(back.outlet.texts).hasSize(1);
    assertThat(back.outlet.texts.getFirst()).contains("\"rec\":true");
    back.reads();
    assertThat(back.view.offset()).isEqualTo(21);
    assertThat(back.said()).hasSize(21);
    assertThat(stage.log.reads()).as("answered from the ring").isZero();
  }

  @Test
  void whoMissedTooMuchStartsAfresh() {
    var guest = stage.join(stage.other);
    stage.settle();
    guest.reads().leave();
    for (int i = 0; i < 31; i++) {
      stage.comment();
    }
    stage.settle();

    var back = stage.join(stage.other, guest.view);
    stage.settle();
    back.reads();

    assertThat(back.view.lastWhy()).isEqualTo("trimmed");
    assertThat(back.said()).hasSize(10);
    assertThat(back.view.offset()).isEqualTo(31);
  }

  @Test
  void manyJoinsReadTheLogOnce() {
    stage.comment();
    var guests = new ArrayList<RoomStage.Guest>();
    for (int i = 0; i < 2_000; i++) {
      guests.add(stage.join(i % 2 == 0 ? stage.home : stage.other));
    }
    stage.settle();

    assertThat(stage.log.snapshots()).isEqualTo(1);
    assertThat(stage.rooms.viewers(stage.id.show())).isEqualTo(2_000);
    assertThat(guests).allSatisfy(guest -> assertThat(guest.reads().view.offset()).isEqualTo(1));
  }

  @Test
  void aLostBatchIsReadBack() {
    var guest = stage.join(stage.other);
    stage.settle();
    stage.log.loseBatches(2);
    stage.comment();
    stage.comment();
    stage.comment();
    stage.settle();

    assertThat(guest.reads().said()).containsExactly("言葉1", "言葉2", "言葉3");
    assertThat(guest.view.holes()).isZero();
  }

  @Test
  void aRestoredLogSendsEveryoneToItsNewEpoch() {
    var guest = stage.join(stage.other);
    stage.comment();
    stage.comment();
    stage.settle();
    guest.reads();
    stage.log.restore("e2", 1);
    stage.comment("あと");
    stage.settle();

    assertThat(guest.outlet.closeCode).isEqualTo(4203);
    guest.reads().leave();
    var back = stage.join(stage.other, guest.view);
    stage.settle();
    assertThat(back.reads().said()).containsExactly("言葉1", "あと");
    assertThat(back.view.lastWhy()).isEqualTo("epoch");
  }

  @Test
  void whileTheDatabaseIsAwayANewRoomWaitsAndThenOpens() {
    stage.comment();
    stage.timelines.away();
    var guest = stage.join(stage.other);
    stage.settle();
    stage.tick();
    assertThat(guest.outlet.texts).isEmpty();

    stage.timelines.back();
    stage.tick();
    assertThat(guest.reads().said()).containsExactly("言葉1");
  }

  @Test
  void anEmptyRoomIsClosedAndOpensAgain() {
    var guest = stage.join(stage.other);
    stage.settle();
    guest.leave();
    stage.settle();
    stage.tick();
    stage.time.advance(java.time.Duration.ofSeconds(31));
    stage.tick();
    assertThat(stage.rooms.open()).isZero();
    assertThat(stage.log.followers()).isZero();

    stage.comment();
    var later = stage.join(stage.other);
    stage.settle();
    assertThat(later.reads().said()).containsExactly("言葉1");
  }
}
