package live.nigiwai.ingest.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Publishers' clocks in 64 bits. */
final class WireTimelineTest {
  private final WireTimeline timeline = new WireTimeline();

  @Test
  void wrapIsNotAJump() {
    assertThat(timeline.place(0xffff_fff0L, 0).millis()).isEqualTo(0xffff_fff0L);
    WireTimeline.Placed wrapped = timeline.place(0x10, 32);
    assertThat(wrapped.millis()).isEqualTo(0x1_0000_0010L);
    assertThat(wrapped.jumped()).isFalse();
    assertThat(timeline.place(0xffff_fff8L, 33).millis()).isEqualTo(0xffff_fff8L);
  }

  @Test
  void soundMayTrailPictures() {
    timeline.place(5_000, 0);
    WireTimeline.Placed behind = timeline.place(4_200, 10);
    assertThat(behind.jumped()).isFalse();
    assertThat(behind.millis()).isEqualTo(4_200);
    assertThat(timeline.place(5_033, 20).jumped()).isFalse();
  }

  @Test
  void stepBackIsAJump() {
    timeline.place(60_000, 0);
    assertThat(timeline.place(0, 10).jumped()).isTrue();
    assertThat(timeline.place(33, 20).jumped()).isFalse();
  }

  @Test
  void stepForwardIsAJumpUnlessTimePassed() {
    timeline.place(0, 0);
    assertThat(timeline.place(30_000, 29_000).jumped()).isFalse();
    assertThat(timeline.place(60_000, 29_100).jumped()).isTrue();
  }
}
