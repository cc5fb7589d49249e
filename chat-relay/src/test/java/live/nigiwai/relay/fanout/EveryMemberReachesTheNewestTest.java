package live.nigiwai.relay.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Each offset once, in order, without a hole, whatever happens in between. */
class EveryMemberReachesTheNewestTest {
  @RepeatedTest(300)
  void whateverTheOrderOfJoinsLeavesFullQueuesAndNews(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    int newsMax = 1 + random.nextInt(20);
    var stage = new CrewStage(Tempo.defaults(), newsMax, Slow.defaults());
    int members = random.nextInt(3) == 0 ? 1_500 : 20;
    for (int i = 0; i < members; i++) {
      stage.join();
    }
    for (int step = 0; step < 400; step++) {
      switch (random.nextInt(10)) {
        case 0 -> stage.join();
        case 1 -> leaveOne(stage, random);
        case 2 -> one(stage, random).writesUntilFull = random.nextInt(3);
        case 3 -> one(stage, random).writesUntilFull = Integer.MAX_VALUE;
        case 4, 5 -> stage.comment();
        case 6 -> stage.pin();
        case 7 -> stage.heart();
        case 8 -> stage.time.advance(Duration.ofMillis(random.nextInt(60)));
        default -> stage.loop.runNext();
      }
      for (int tasks = random.nextInt(3); tasks > 0; tasks--) {
        stage.loop.runNext();
      }
      if (step % 50 == 0) {
        stage.tick();
      }
    }
    stage.all.forEach(heard -> heard.writesUntilFull = Integer.MAX_VALUE);
    stage.comment();
    stage.pass(500);
    stage.tick();
    stage.settle();

    for (var heard : stage.all) {
      assertThat(heard.offsets)
          .isEqualTo(LongStream.rangeClosed(1, heard.offsets.size()).boxed().toList());
      if (!heard.closed()) {
        assertThat(heard.offsets).hasSize((int) stage.end);
      }
    }
  }

  private static Heard one(CrewStage stage, Random random) {
    return stage.all.get(random.nextInt(stage.all.size()));
  }

  private static void leaveOne(CrewStage stage, Random random) {
    var heard = one(stage, random);
    heard.closeCode = 1006;
    stage.loop.execute(
        () -> {
          if (heard.member != null) {
            heard.member.leave();
          }
        });
  }

  @Test
  void whoLeftIsNotedOnceHoweverOftenItIsSaid() {
    var stage = CrewStage.paced();
    var heard = stage.join();
    stage.settle();
    for (int i = 0; i < 3; i++) {
      leave(heard);
    }
    assertThat(stage.left).isEqualTo(1);
    assertThat(stage.crew.present()).isZero();
  }

  private static void leave(Heard heard) {
    if (heard.member != null) {
      heard.member.leave();
    }
  }

  @Test
  void whoeverMissedMoreThanIsKeptAsksTheRoomOnce() {
    var stage = new CrewStage(Tempo.defaults(), 3, Slow.defaults());
    var slow = stage.join();
    stage.settle();
    slow.writesUntilFull = 0;
    for (int i = 0; i < 10; i++) {
      stage.comment();
    }
    stage.pass(300);
    slow.writesUntilFull = Integer.MAX_VALUE;
    stage.tick();
    stage.settle();

    assertThat(stage.asked).isEqualTo(1);
    assertThat(slow.offsets).hasSize(10);
  }

  @Test
  void whatWasMissedComesInFramesOfBoundedLength() {
    var stage = CrewStage.paced();
    var slow = stage.join();
    stage.settle();
    slow.writesUntilFull = 0;
    for (int i = 0; i < 35; i++) {
      stage.comment();
    }
    stage.pass(300);
    slow.writesUntilFull = Integer.MAX_VALUE;
    stage.tick();
    stage.settle();

    assertThat(slow.offsets).hasSize(35);
    assertThat(slow.frameLengths).allSatisfy(length -> assertThat(length).isLessThanOrEqualTo(10));
    assertThat(stage.asked).isZero();
  }
}
