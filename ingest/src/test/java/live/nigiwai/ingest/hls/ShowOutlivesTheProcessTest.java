package live.nigiwai.ingest.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import live.nigiwai.ingest.archive.ArchiveConfig;
import live.nigiwai.ingest.archive.Recording;
import live.nigiwai.ingest.archive.Recordings;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.timeline.TimelineEvent;
import live.nigiwai.testkit.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was shown can be seen again: after a break, a restart, and the end. */
final class ShowOutlivesTheProcessTest {
  @TempDir Path folder;
  @TempDir Path media;

  private Recordings recordings() {
    return Recordings.open(ArchiveConfig.defaults(), folder, new SimpleMeterRegistry());
  }

  private static Recording recorded(Recordings recordings, int segments) {
    Recording recording = recordings.latest(Stage.SHOW).orElseThrow();
    for (String rung : List.of("source", "360p")) {
      Eventually.get(() -> recording.segments(rung), list -> list.size() >= segments);
    }
    return recording;
  }

  private List<SampleMedia.Tag> clip() {
    return SampleMedia.programme(media, "320x180", 25, 5, "-bf 2", "-ar 48000 -ac 2");
  }

  @Test
  void restartGoesOnBehindWhatWasRecorded() {
    List<SampleMedia.Tag> clip = clip();
    Stage.MediaList before;
    try (Recordings recordings = recordings();
        Stage stage = new Stage(Stage.PLAIN, recordings)) {
      stage.publish(clip);
      before = stage.rung("source");
      recorded(recordings, 3);
    }
    try (Recordings recordings = recordings();
        Stage stage = new Stage(Stage.PLAIN, recordings)) {
      stage.clockMillis.addAndGet(20_000);
      assertThat(recordings.unfinished()).containsExactly(Stage.SHOW);
      stage.publish(clip);
      for (String rung : List.of("source", "360p")) {
        Stage.MediaList after = stage.rung(rung);
        assertThat(after.sequence()).isEqualTo(before.sequence());
        assertThat(after.discontinuitySequence()).isEqualTo(before.discontinuitySequence());
        assertThat(after.entries()).hasSize(6);
        assertThat(after.entries().get(2).uri())
            .isEqualTo(rung + before.entries().get(2).uri().substring(6));
        assertThat(after.entries().get(3).discontinuity()).isEqualTo(1);
      }
    }
  }

  @Test
  void longListReachesBackBeyondTheMemory() {
    try (Recordings recordings = recordings();
        Stage stage = new Stage(Stage.PLAIN, recordings)) {
      stage.publish(clip());
      recorded(recordings, 3);
      MediaPlaylist live = stage.playlist("source");
      Recording recording = recordings.latest(Stage.SHOW).orElseThrow();
      Rendition shorter =
          new Rendition(
              "source",
              live.rendition().session(),
              live.rendition().segments().subList(5, 6),
              0,
              null,
              "",
              List.of(),
              live.rendition().inits());
      Rendition all =
          LongList.reachingBack(
              shorter, LongList.recorded(recording, "source"), Long.MAX_VALUE / 4);
      assertThat(all.listed())
          .extracting(Segment::number)
          .isEqualTo(
              live.rendition().segments().subList(3, 6).stream().map(Segment::number).toList());
    }
  }

  @Test
  void overMeansTheWholeShowAndNothingMore() throws Exception {
    List<SampleMedia.Tag> clip = clip();
    try (Recordings recordings = recordings();
        Stage stage = new Stage(Stage.PLAIN, recordings)) {
      stage.publish(clip);
      assertThat(stage.shows.over(Stage.SHOW)).isTrue();
      Eventually.get(() -> stage.shows.presentation(Stage.SHOW).over(), over -> over);
      String text = stage.playlist("source").full().plain().toString();
      assertThat(text).endsWith("#EXT-X-ENDLIST\n");
      Recording recording = recordings.latest(Stage.SHOW).orElseThrow();
      recording.end().get();

      Optional<HlsRoutes.Stage> replay =
          ReplayStage.of(recording, MediaConfig.defaults(), Recorded.NOTHING);
      Presentation shown = replay.orElseThrow().presentation();
      assertThat(shown.over()).isTrue();
      MediaPlaylist source = Objects.requireNonNull(shown.playlists().get("source"));
      String list = source.full().plain().toString();
      assertThat(list)
          .contains("#EXT-X-PLAYLIST-TYPE:VOD\n", "#EXT-X-ENDLIST\n")
          .doesNotContain("#EXT-X-GAP");
      assertThat(list.lines().filter(line -> line.startsWith("#EXTINF"))).hasSize(3);

      stage.clockMillis.addAndGet(60_000);
      stage.publish(clip);
      assertThat(stage.rung("source").entries()).hasSize(3);
      assertThat(recordings.latest(Stage.SHOW).orElseThrow().id()).isNotEqualTo(recording.id());
    }
  }

  @Test
  void slateStandsInUntilThePublisherIsBack() {
    MediaConfig quick =
        Stage.PLAIN.withBreaks(
            new MediaConfig.Break(
                Duration.ofSeconds(2), Duration.ofMillis(300), Duration.ofMinutes(30)));
    List<SampleMedia.Tag> clip = clip();
    try (Stage stage = new Stage(quick)) {
      stage.publish(clip);
      stage.clockMillis.addAndGet(6_000);
      Eventually.get(() -> stage.counted("nigiwai.ingest.slates"), count -> count == 1);
      stage.clockMillis.addAndGet(6_000);
      long end = ShowAxis.ticks(new ShowTime(stage.clockMillis.get()));
      Eventually.get(() -> stage.playlist("360p").rendition().end(), at -> at > end - 90_000);
      assertThat(stage.playlist("360p").rendition().segments()).anyMatch(s -> s.plan().slate());
      stage.publish(clip);
      for (String rung : List.of("source", "360p")) {
        Stage.MediaList list = stage.rung(rung);
        assertThat(list.entries()).extracting(e -> e.discontinuity()).contains(0, 1, 2);
        for (int run = 0; run < 3; run++) {
          Path file = stage.concatenated(media, rung, run);
          assertThat(SampleMedia.ffmpeg("-xerror -i " + file + " -f null -")).isEmpty();
        }
      }
      assertThat(stage.facts).doesNotHaveAnyElementsOfTypes(TimelineEvent.ShowEnded.class);
    }
  }
}
