package live.nigiwai.ingest.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import live.nigiwai.show.ShowTime;
import org.junit.jupiter.api.Test;

/** Where segments start. */
final class SegmentPlanTest {
  private static final int FRAME = 3_000;
  private final SegmentPlan plan = new SegmentPlan("s1", 180_000, new ShowTime(Stage.NOON));

  private List<Long> starts(int frames, int keyInterval) {
    List<Long> starts = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      plan.picture((long) i * FRAME, i % keyInterval == 0)
          .ifPresent(planned -> starts.add(planned.start() / FRAME));
    }
    return starts;
  }

  @Test
  void sourceKeyFramesDecideWhereTheSourceIsHandedOn() {
    plan.newRun(false, FRAME, false);
    assertThat(starts(200, 60)).containsExactly(0L, 60L, 120L, 180L);
    plan.newRun(false, FRAME, false);
    assertThat(starts(200, 25)).containsExactly(0L, 75L, 150L);
  }

  @Test
  void halfAFrameEarlyIsOnTime() {
    plan.newRun(false, FRAME, false);
    assertThat(plan.picture(0, true)).isPresent();
    assertThat(plan.picture(180_000 - 90, true)).isPresent();
  }

  @Test
  void anyPictureWillDoWhereEverythingIsEncoded() {
    plan.newRun(true, FRAME, false);
    assertThat(starts(200, 1_000)).containsExactly(0L, 60L, 120L, 180L);
  }

  @Test
  void pictureShownBeforeAnEarlierOneNeverStartsASegment() {
    plan.newRun(true, FRAME, false);
    plan.picture(0, true);
    plan.picture(179_000 - FRAME, false);
    assertThat(plan.picture(60L * FRAME + 2 * FRAME, false)).isPresent();
    assertThat(plan.picture(60L * FRAME, false)).isEmpty();
  }

  @Test
  void numbersAreDenseAndDiscontinuitiesCountRunsThatStarted() {
    plan.newRun(false, FRAME, false);
    SegmentPlan.Planned first = plan.picture(0, true).orElseThrow();
    SegmentPlan.Planned second = plan.picture(180_000, true).orElseThrow();
    plan.newRun(false, FRAME, false);
    plan.newRun(false, FRAME, false);
    SegmentPlan.Planned third = plan.picture(900_000, true).orElseThrow();
    assertThat(second.number()).isEqualTo(first.number() + 1);
    assertThat(third.number()).isEqualTo(first.number() + 2);
    assertThat(second.discontinuity()).isEqualTo(first.discontinuity());
    assertThat(third.discontinuity()).isEqualTo(first.discontinuity() + 1);
  }
}
