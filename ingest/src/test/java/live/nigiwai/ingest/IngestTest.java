package live.nigiwai.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import live.nigiwai.ingest.rtmp.StreamGrant;
import live.nigiwai.runtime.lifecycle.StartupProblem;
import live.nigiwai.show.ShowClock;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.timeline.Timelines;
import live.nigiwai.testkit.RtmpPublisher;
import live.nigiwai.testkit.RtmpPublisher.Programme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The facade: opens, refuses by the given keys, closes in time. */
class IngestTest {
  @TempDir Path folder;

  private static final ShowClock CLOCK = () -> new ShowTime(System.currentTimeMillis());
  private static final Timelines UNASKED =
      log -> {
        throw new AssertionError("nobody may publish in this test");
      };

  @Test
  void keysDecideWhoMayPublish() {
    try (Ingest ingest = open(0)) {
      String url = "rtmp://127.0.0.1:" + ingest.rtmpPort() + "/live/demo_wrong";
      try (RtmpPublisher ffmpeg = RtmpPublisher.start(url, Programme.defaults())) {
        assertThat(ffmpeg.awaitExit(Duration.ofSeconds(15))).isNotZero();
        assertThat(ffmpeg.output()).contains("This stream key is not valid");
      }
    }
  }

  @Test
  void takenPortIsSaidAndNothingStaysOpen() {
    try (Ingest first = open(0)) {
      int port = first.rtmpPort();
      assertThatThrownBy(() -> open(port))
          .isInstanceOf(StartupProblem.class)
          .hasMessageContaining("already taken");
    }
  }

  @Test
  void closesWithinThreeSecondsAndGivesThePortBack() {
    Ingest ingest = open(0);
    int port = ingest.rtmpPort();
    long start = System.nanoTime();
    ingest.close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    open(port).close();
  }

  private Ingest open(int port) {
    IngestConfig defaults = IngestConfig.defaults();
    StreamKeys keys =
        key ->
            key.equals("demo_right")
                ? Optional.of(StreamGrant.main(new ShowId("demo")))
                : Optional.empty();
    return Ingest.open(
        defaults.withRtmp(defaults.rtmp().withAddress("127.0.0.1", port)),
        folder.resolve("recordings"),
        keys,
        UNASKED,
        CLOCK,
        new SimpleMeterRegistry());
  }
}
