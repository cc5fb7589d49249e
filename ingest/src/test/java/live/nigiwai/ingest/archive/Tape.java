package live.nigiwai.ingest.archive;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import live.nigiwai.show.ShowId;
import live.nigiwai.testkit.Eventually;

/** Recordings in a folder, and segments of noise for them. */
final class Tape implements AutoCloseable {
  static final ShowId SHOW = new ShowId("demo");
  static final long SEGMENT_TICKS = 180_000;
  static final long AXIS_START = 18_000_000_000_000L;

  /** A clock that only the test moves. */
  static final class Hands implements InstantSource {
    private volatile Instant now = Instant.parse("2026-11-24T10:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    void forward(Duration time) {
      now = now.plus(time);
    }
  }

  final Hands clock;
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Recordings recordings;

  Tape(Path folder) {
    this(folder, small(ArchiveConfig.defaults().storage()), new Hands());
  }

  Tape(Path folder, ArchiveConfig config, Hands clock) {
    this.clock = clock;
    recordings = Recordings.open(config, folder, meters, clock);
  }

  /** Without a floor of free space, and with chunks of three segments. */
  static ArchiveConfig small(ArchiveConfig.Storage storage) {
    return new ArchiveConfig(
        Duration.ofHours(4), Duration.ofDays(90), 0, 8 << 20, Duration.ofSeconds(6), 2, storage);
  }

  static RecordedSegment segment(String rung, int index, int length) {
    return new RecordedSegment(
        rung,
        1_000 + index,
        7,
        "s1-" + (1_000 + index) + ".m4s",
        "s1-init0.mp4",
        AXIS_START + index * SEGMENT_TICKS,
        SEGMENT_TICKS,
        60,
        false,
        false,
        length);
  }

  static byte[] noise(String rung, int index, int length) {
    byte[] bytes = new byte[length];
    new Random(rung.hashCode() * 31L + index).nextBytes(bytes);
    return bytes;
  }

  static void init(Recording recording, String rung) {
    recording.init(rung, "s1-init0.mp4", noise(rung, -1, 700), "avc1.64001f,mp4a.40.2", 1280, 720);
  }

  static void add(Recording recording, String rung, int index, int length) {
    recording.add(segment(rung, index, length), Buffer.buffer(noise(rung, index, length)));
  }

  /** Adds segments and waits until they are listed. */
  static void addAndWait(Recording recording, String rung, int from, int to, int length) {
    for (int i = from; i < to; i++) {
      add(recording, rung, i, length);
    }
    long last = 1_000 + to - 1;
    Eventually.get(
        () -> newest(recording, rung).map(RecordedSegment::number).orElse(0L), n -> n == last);
  }

  static Optional<RecordedSegment> newest(Recording recording, String rung) {
    List<RecordedSegment> segments = recording.segments(rung);
    return segments.isEmpty() ? Optional.empty() : Optional.of(segments.getLast());
  }

  static List<Long> numbers(List<RecordedSegment> segments) {
    return new ArrayList<>(segments.stream().map(RecordedSegment::number).toList());
  }

  @Override
  public void close() {
    recordings.close();
  }
}
