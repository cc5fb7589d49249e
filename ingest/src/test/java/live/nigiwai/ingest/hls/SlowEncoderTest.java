package live.nigiwai.ingest.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
}
