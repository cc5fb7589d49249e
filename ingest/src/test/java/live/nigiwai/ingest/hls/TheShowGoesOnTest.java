package live.nigiwai.ingest.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import live.nigiwai.ingest.media.PublishSink;
import live.nigiwai.show.timeline.ShowState;
import live.nigiwai.show.timeline.TimelineEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Publishers stop, return, take over and change their minds; viewers keep the same playlists. */
final class TheShowGoesOnTest {
  @TempDir Path folder;

  private List<SampleMedia.Tag> clip(String size, double seconds) {
    return SampleMedia.programme(folder, size, 25, seconds, "-bf 2", "-ar 48000 -ac 2");
  }

  @Test
  void restartedPublisherContinuesNumbersAndDates() {
    try (Stage stage = new Stage()) {
      stage.publish(clip("320x180", 5));
      Stage.MediaList before = stage.rung("source");
      stage.clockMillis.addAndGet(20_000);
      stage.publish(clip("426x240", 5));

      for (String rung : List.of("source", "360p")) {
        Stage.MediaList after = stage.rung(rung);
        assertThat(after.sequence()).isEqualTo(before.sequence());
        assertThat(after.entries()).hasSize(6);
        assertThat(after.entries().subList(0, 3)).extracting(e -> e.uri()).doesNotHaveDuplicates();
        assertThat(after.entries().get(3).discontinuity()).isEqualTo(1);
        assertThat(after.entries().get(3).map()).isNotEqualTo(after.entries().get(2).map());
        assertThat(after.entries().get(3).date().toEpochMilli()).isEqualTo(Stage.NOON + 20_000);
        for (int run = 0; run < 2; run++) {
          Path file = stage.concatenated(folder, rung, run);
          assertThat(SampleMedia.ffmpeg("-xerror -i " + file + " -f null -")).isEmpty();
        }
      }
      assertThat(stage.states)
          .extracting(state -> state.state())
          .containsExactly(
              new ShowState.Stream(ShowState.StreamStatus.LIVE),
              new ShowState.Stream(ShowState.StreamStatus.BREAK),
              new ShowState.Stream(ShowState.StreamStatus.LIVE),
              new ShowState.Stream(ShowState.StreamStatus.BREAK));
      assertThat(stage.states).extracting(state -> state.version()).isSorted();
      assertThat(stage.states).extracting(state -> state.version()).doesNotHaveDuplicates();
    }
  }

  @Test
  void datesNeverStepBackWhenTheClockStandsStill() {
    List<SampleMedia.Tag> clip = clip("320x180", 5);
    try (Stage stage = new Stage()) {
      stage.publish(clip);
      stage.publish(clip);
      Stage.MediaList list = stage.rung("360p");
      for (int i = 1; i < list.entries().size(); i++) {
        Stage.MediaList.Entry one = list.entries().get(i - 1);
        Stage.MediaList.Entry two = list.entries().get(i);
        assertThat(two.date())
            .isAfterOrEqualTo(one.date().plusMillis((long) (one.seconds() * 1000) - 1));
      }
    }
  }

  @Test
  void newProcessIsAheadOfTheOneBefore() {
    List<SampleMedia.Tag> clip = clip("320x180", 5);
    Stage.MediaList first;
    try (Stage stage = new Stage()) {
      stage.publish(clip);
      stage.publish(clip);
      first = stage.rung("source");
    }
    try (Stage stage = new Stage()) {
      stage.clockMillis.addAndGet(30_000);
      stage.publish(clip);
      Stage.MediaList second = stage.rung("source");
      assertThat(second.sequence()).isGreaterThan(first.sequence() + first.entries().size());
      assertThat(second.discontinuitySequence())
          .isGreaterThanOrEqualTo(first.discontinuitySequence());
    }
  }

  @Test
  void newestPublisherTakesOver() {
    List<SampleMedia.Tag> clip = clip("320x180", 5);
    try (Stage stage = new Stage()) {
      Stage.FakePublisher older = new Stage.FakePublisher();
      PublishSink olderSink = stage.open(older);
      SampleMedia.play(clip, 0, olderSink);
      assertThat(stage.next()).isEqualTo(new TimelineEvent.StreamStarted());

      PublishSink newerSink = stage.open(new Stage.FakePublisher());
      assertThat(older.reason().description()).contains("took over");
      olderSink.ended("closed");
      SampleMedia.play(clip, 0, newerSink);
      newerSink.ended("stopped");
      assertThat(stage.next()).isEqualTo(new TimelineEvent.StreamBroken("stopped"));
      assertThat(stage.rung("360p").entries()).hasSize(6);
      assertThat(stage.facts).isEmpty();
    }
  }

  @Test
  void changedPictureSizeIsADiscontinuityInEveryRung() {
    List<SampleMedia.Tag> small = clip("320x180", 4);
    List<SampleMedia.Tag> large = clip("426x240", 4);
    try (Stage stage = new Stage()) {
      PublishSink sink = stage.open(new Stage.FakePublisher());
      SampleMedia.play(small, 0, sink);
      SampleMedia.play(large, 4_000, sink);
      sink.ended("stopped");
      assertThat(stage.next()).isEqualTo(new TimelineEvent.StreamStarted());
      assertThat(stage.next()).isInstanceOf(TimelineEvent.StreamBroken.class);
      for (String rung : List.of("source", "360p")) {
        assertThat(stage.rung(rung).entries())
            .extracting(e -> e.discontinuity())
            .containsExactly(0, 0, 1, 1);
        for (int run = 0; run < 2; run++) {
          Path file = stage.concatenated(folder, rung, run);
          assertThat(SampleMedia.ffmpeg("-xerror -i " + file + " -f null -")).isEmpty();
        }
      }
    }
  }

  @Test
  void timestampsMayWrapAndJump() {
    List<SampleMedia.Tag> clip = clip("320x180", 4);
    try (Stage stage = new Stage()) {
      PublishSink sink = stage.open(new Stage.FakePublisher());
      SampleMedia.play(clip, 0xffff_ffffL - 2_000, sink);
      SampleMedia.play(clip, 900_000_000L, sink);
      sink.ended("stopped");
      assertThat(stage.next()).isEqualTo(new TimelineEvent.StreamStarted());
      assertThat(stage.next()).isInstanceOf(TimelineEvent.StreamBroken.class);
      assertThat(stage.rung("source").entries())
          .extracting(e -> e.discontinuity())
          .containsExactly(0, 0, 1, 1);
    }
  }

  @Test
  void longKeyFrameIntervalIsEncodedInsteadOfHandedOn() {
    List<SampleMedia.Tag> clip =
        SampleMedia.programme(
            folder, "320x180", 25, 11, "-bf 2 -g 250 -keyint_min 250", "-ar 48000 -ac 2");
    try (Stage stage = new Stage()) {
      stage.publish(clip);
      for (String rung : List.of("source", "360p")) {
        List<Stage.MediaList.Entry> entries = stage.rung(rung).entries();
        assertThat(entries).allMatch(entry -> entry.seconds() < 4.5);
        assertThat(entries).hasSizeBetween(4, 6);
        assertThat(entries.stream().mapToDouble(e -> e.seconds()).sum()).isBetween(10.8, 11.2);
        for (int run = 0; run < 2; run++) {
          Path file = stage.concatenated(folder, rung, run);
          assertThat(SampleMedia.ffmpeg("-xerror -i " + file + " -f null -")).isEmpty();
        }
      }
    }
  }

  @Test
  void unusualColourFormatIsEncodedInsteadOfHandedOn() {
    List<SampleMedia.Tag> clip =
        SampleMedia.flv(
            folder,
            "-f lavfi -i testsrc2=size=320x180:rate=25:duration=4 -c:v libx264 -preset ultrafast"
                + " -pix_fmt yuv444p -g 50");
    try (Stage stage = new Stage()) {
      stage.publish(clip);
      Path file = stage.concatenated(folder, "source", 0);
      String format =
          SampleMedia.ffprobe(
              "-select_streams v -show_entries stream=pix_fmt,width,height -of csv=p=0 " + file);
      assertThat(format.strip()).isEqualTo("320,180,yuv420p");
    }
  }
}
