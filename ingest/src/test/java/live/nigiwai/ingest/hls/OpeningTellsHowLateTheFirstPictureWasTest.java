package live.nigiwai.ingest.hls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Pictures that an encoder gathered while it connected are stamped as if they had not waited. */
final class OpeningTellsHowLateTheFirstPictureWasTest {
  private final Opening<String> opening = new Opening<>();

  private void comes(long wire, long arrived) {
    opening.hold("at " + wire);
    opening.picture(wire, arrived);
  }

  @Test
  void burstAtTheStartIsTakenOffTheFirstPicture() {
    comes(7_000, 50_300);
    comes(7_033, 50_301);
    comes(7_100, 50_302);
    comes(7_200, 50_320);
    assertThat(opening.due(50_400)).isFalse();
    assertThat(opening.due(50_450)).isTrue();
    assertThat(opening.release()).hasSize(4);
    // The last one came 20 ms after the first, 200 ms of pictures later.
    assertThat(opening.late(7_000, 50_300)).isEqualTo(180);
    assertThat(opening.late(7_200, 50_320)).isZero();
  }

  @Test
  void steadyPicturesAreAsLateAsTheyCome() {
    for (int i = 0; i < 5; i++) {
      comes(33 * i, 1_000 + 33 * i);
    }
    assertThat(opening.late(0, 1_000)).isZero();
  }

  @Test
  void clockOfThirtyTwoBitsMayWrapMeanwhile() {
    comes(0xffff_fff0L, 1_000);
    comes(0x20, 1_001);
    assertThat(opening.late(0xffff_fff0L, 1_000)).isEqualTo(47);
  }

  @Test
  void whoSendsAFileAsFastAsPossibleIsTakenAsItComes() {
    comes(0, 1_000);
    comes(1_500, 1_001);
    assertThat(opening.due(1_001)).isTrue();
    assertThat(opening.late(0, 1_000)).isZero();
  }

  @Test
  void nothingIsKnownOfOneThatIsOverAtOnce() {
    comes(0, 1_000);
    comes(400, 1_000);
    opening.giveUp();
    assertThat(opening.late(0, 1_000)).isZero();
  }
}
