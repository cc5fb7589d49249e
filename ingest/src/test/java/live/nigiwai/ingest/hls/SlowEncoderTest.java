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
      assertThat(stage.counted("nigiwai.ingest.frames.dropped")).isGreaterThan(50);
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
      List<Segment> top = stage.playlist("360p").rendition().segments();
      List<Segment> bottom = stage.playlist("144p").rendition().segments();
      assertThat(top).extracting(Segment::number).isEqualTo(numbers(bottom));
      assertThat(top)
          .extracting(segment -> segment.plan().start())
          .isEqualTo(bottom.stream().map(segment -> segment.plan().start()).toList());
      assertThat(bottom.subList(3, bottom.size())).noneMatch(Segment::gap);
      assertThat(stage.counted("nigiwai.ingest.rungs.suspended")).isEqualTo(1);
      Segment gap =
          top.stream()
              .filter(segment -> segment.gap() && !segment.parts().isEmpty())
              .findFirst()
              .orElseThrow();
      assertThat(gap.parts()).allMatch(Part::gap);
      assertThat(gap.parts().stream().mapToLong(Part::durationTicks).sum())
          .isEqualTo(gap.durationTicks());
    }
  }

  private static List<Long> numbers(List<Segment> segments) {
    return segments.stream().map(Segment::number).toList();
  }
}
