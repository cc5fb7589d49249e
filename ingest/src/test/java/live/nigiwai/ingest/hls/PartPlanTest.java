package live.nigiwai.ingest.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where parts start. */
final class PartPlanTest {
  private static final long TARGET = 31_500;
  private final List<Long> starts = new ArrayList<>();
  private final PartPlan plan = new PartPlan(TARGET, starts::add);

  @ParameterizedTest(name = "{0} frames per second")
  @CsvSource({
    "24, 8",
    "25, 8",
    "29.97, 10",
    "30, 10",
    "50, 17",
    "60, 20",
    "15, 5",
    "12, 4",
    "10, 3"
  })
  void partsAreAsLongAsPromisedAndNeverLonger(double rate, int framesLeast) {
    plan.newRun(Math.round(90_000 / rate), false);
    plan.segment(0);
    for (int i = 1; i < 40 * rate; i++) {
      // As RTMP has it: whole milliseconds.
      plan.picture(Math.round(i * 1000 / rate) * 90);
    }
    long before = 0;
    for (long start : starts) {
      assertThat(start - before).isLessThanOrEqualTo(TARGET);
      assertThat(start - before).isGreaterThanOrEqualTo((long) (0.85 * TARGET));
      assertThat((start - before) * rate / 90_000).isGreaterThan(framesLeast - 0.5);
      before = start;
    }
    assertThat(starts).hasSizeGreaterThan(100);
  }

  @Test
  void pictureThatStandsIsFollowedByPartsOfSound() {
    plan.newRun(3_000, false);
    plan.segment(0);
    plan.picture(3_000);
    plan.picture(93_000);
    assertThat(starts).containsExactly(3_000L, 34_500L, 66_000L, 93_000L);
  }

  @Test
  void laterPictureThanExpectedStartsThePartBefore() {
    plan.newRun(9_000, false);
    plan.segment(0);
    for (long at : new long[] {9_000, 18_000, 27_000 - 5_000, 34_000}) {
      plan.picture(at);
    }
    assertThat(starts).contains(22_000L);
    assertThat(starts.getFirst()).isLessThanOrEqualTo(TARGET);
  }

  @Test
  void thinnedRungsHaveRoomForOnePictureMore() {
    plan.newRun(1_500, true);
    plan.segment(0);
    for (int i = 1; i < 200; i++) {
      plan.picture(i * 1_500L);
    }
    assertThat(starts.getFirst()).isLessThanOrEqualTo(TARGET - 1_500);
  }
}
