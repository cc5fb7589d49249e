package live.nigiwai.ingest.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import live.nigiwai.ingest.transcode.Rung;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An encoder that cannot keep up loses pictures, counted, but never a segment or its number. */
final class SlowEncoderTest {
  @TempDir Path folder;

  @Test
  void everySegmentKeepsItsFirstPicture() {
    List<SampleMedia.Tag> clip =
        SampleMedia.programme(folder, "320x180", 25, 5, "-bf 2", "-ar 48000 -ac 2");
    try (Stage stage = new Stage()) {
      stage.nanosPerLook.set(TimeUnit.SECONDS.toNanos(2));
      stage.publish(clip);
      Stage.MediaList source = stage.rung("source");
      Stage.MediaList encoded = stage.rung("360p");
      assertThat(encoded.sequence()).isEqualTo(source.sequence());
      assertThat(encoded.entries()).hasSize(3);
      assertThat(encoded.entries())
          .extracting(e -> e.date())
          .isEqualTo(source.entries().stream().map(e -> e.date()).toList());
      assertThat(encoded.entries()).noneMatch(entry -> entry.gap());
      assertThat(stage.counted("nigiwai.ingest.frames.dropped")).isGreaterThan(100);
      Path file = stage.concatenated(folder, "360p", 0);
      assertThat(SampleMedia.ffmpeg("-xerror -i " + file + " -f null -")).isEmpty();
    }
  }

  @Test
  void topRungIsSuspendedWithGapsWhileTheOthersGoOn() {
    List<SampleMedia.Tag> clip =
        SampleMedia.programme(folder, "320x180", 25, 9, "-bf 2", "-ar 48000 -ac 2");
    MediaConfig two =
        Stage.PLAIN.withEncoded(
            List.of(new Rung("360p", 360, 30, 600), new Rung("144p", 144, 30, 150)));
    try (Stage stage = new Stage(two)) {
      stage.nanosPerLook.set(TimeUnit.SECONDS.toNanos(1));
      stage.publish(clip);
      Stage.MediaList top = stage.rung("360p");
      Stage.MediaList bottom = stage.rung("144p");
      assertThat(top.sequence()).isEqualTo(bottom.sequence());
      assertThat(top.entries())
          .extracting(e -> e.date())
          .isEqualTo(bottom.entries().stream().map(e -> e.date()).toList());
      assertThat(top.entries()).anyMatch(Stage.MediaList.Entry::gap);
      assertThat(bottom.entries()).noneMatch(Stage.MediaList.Entry::gap);
      assertThat(stage.counted("nigiwai.ingest.rungs.suspended")).isEqualTo(1);
      Segment gap =
          stage.playlist("360p").rendition().segments().stream()
              .filter(segment -> segment.gap() && !segment.parts().isEmpty())
              .findFirst()
              .orElseThrow();
      assertThat(gap.parts()).allMatch(Part::gap);
      assertThat(gap.parts().stream().mapToLong(Part::durationTicks).sum())
          .isEqualTo(gap.durationTicks());
    }
  }
}
