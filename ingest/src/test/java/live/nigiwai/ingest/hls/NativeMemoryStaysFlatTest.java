package live.nigiwai.ingest.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import live.nigiwai.ingest.media.PublishSink;
import live.nigiwai.show.timeline.TimelineEvent;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Publishers that come and go leave no native memory and no thread behind.
 *
 * <p>More of them: {@code -Dnigiwai.publishes=200}.
 */
final class NativeMemoryStaysFlatTest {
  private static final int WARM_UP = 6;
  private static final int CYCLES = Integer.getInteger("nigiwai.publishes", 20);

  @TempDir Path folder;

  @Test
  void publishAfterPublish() {
    List<SampleMedia.Tag> clip =
        SampleMedia.programme(folder, "640x360", 10, 2.2, "-bf 2", "-ar 44100 -ac 1");
    try (Stage stage = new Stage()) {
      for (int i = 0; i < WARM_UP; i++) {
        publish(stage, clip);
      }
      long tracked = Pointer.totalBytes();
      long resident = resident();
      Set<String> threads = threads();
      for (int i = 0; i < CYCLES; i++) {
        publish(stage, clip);
      }
      assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(tracked);
      assertThat(threads()).isEqualTo(threads);
      // One publish's decoder, encoder and frames are more than 10 MB.
      assertThat(resident() - resident).isLessThan(60L << 20);
    }
    assertThat(threads()).isEmpty();
  }

  private static void publish(Stage stage, List<SampleMedia.Tag> clip) {
    PublishSink sink = stage.open(new Stage.FakePublisher());
    SampleMedia.play(clip, 0, sink);
    sink.ended("stopped");
    assertThat(stage.next()).isEqualTo(new TimelineEvent.StreamStarted());
    assertThat(stage.next()).isInstanceOf(TimelineEvent.StreamBroken.class);
  }

  private static long resident() {
    System.gc();
    return Pointer.physicalBytes();
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("ingest-"))
        .collect(Collectors.toSet());
  }
}
