package live.nigiwai.web.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TimeMarksTest {
  @Test
  void giveBackTheMillisecondOfTheDay() {
    for (long millis : new long[] {0, 1, 12_345_678, 86_399_999}) {
      long epoch = 20_000L * 86_400_000 + millis;
      assertThat(TimeMarks.decode(TimeMarks.encode(epoch))).hasValue((int) millis);
    }
  }

  @Test
  void refuseOneCellReadWrongly() {
    int cells = TimeMarks.encode(45_296_789);
    for (int bit = 0; bit < 32; bit++) {
      assertThat(TimeMarks.decode(cells ^ 1 << bit)).isEmpty();
    }
  }

  @Test
  void refuseAnEvenPlate() {
    assertThat(TimeMarks.decode(0)).isEmpty();
    assertThat(TimeMarks.decode(-1)).isEmpty();
  }
}
