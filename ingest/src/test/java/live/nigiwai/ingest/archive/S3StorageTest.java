package live.nigiwai.ingest.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import live.nigiwai.ingest.archive.RecordingState.Alarm;
import live.nigiwai.testkit.Eventually;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3StorageTest extends ArchiveStorageContractTest {
  @TempDir static Path shared;
  private static S3Server server;
  private static ArchiveStorage storage;

  @BeforeAll
  static void start() {
    server = new S3Server(shared).start();
    storage = new S3Storage(server.config());
  }

  @AfterAll
  static void stop() {
    storage.close();
    server.close();
  }

  @Override
  ArchiveStorage storage() {
    return storage;
  }

  private static ArchiveConfig config() {
    return Tape.small(
        new ArchiveConfig.Storage(
            ArchiveConfig.Kind.S3,
            Optional.empty(),
            Duration.ofHours(1),
            1 << 20,
            server.config()));
  }

  private static long media(Recording recording) throws IOException {
    try (Stream<Path> inside = Files.list(recording.folder())) {
      return inside.filter(path -> path.toString().endsWith(".media")).count();
    }
  }

  private static void assertReadable(Recording recording) throws IOException {
    for (RecordedSegment segment : recording.segments("source")) {
      assertThat(recording.find("source", segment.file()).orElseThrow().read())
          .isEqualTo(Tape.noise("source", (int) segment.number() - 1_000, 40_000));
    }
  }

  @Test
  void outageHarmsNothingAndIsMadeUpFor() throws IOException {
    Path folder = files.resolve("recordings");
    Tape.Hands clock = new Tape.Hands();
    clock.forward(Duration.between(clock.instant(), java.time.Instant.now()));
    try (Tape tape = new Tape(folder, config(), clock)) {
      Recording recording = tape.recordings.start(Tape.SHOW);
      Tape.init(recording, "source");
      Tape.addAndWait(recording, "source", 0, 4, 40_000);
      tape.recordings.keepHouse();
      Eventually.holds(() -> assertThat(recording.ledger().chunks().getFirst().stored()).isTrue());

      server.kill();
      Tape.addAndWait(recording, "source", 4, 11, 40_000);
      tape.recordings.keepHouse();
      assertThat(recording.state().phase()).isEqualTo(RecordingState.Phase.RECORDING);
      assertThat(recording.state().alarm()).contains(Alarm.STORAGE_AWAY);
      assertThat(recording.segments("source")).hasSize(11);
      assertReadable(recording);
      assertThat(tape.meters.get("nigiwai.ingest.recording.storage.failures").counter().count())
          .isPositive();

      server.start();
      clock.forward(Duration.ofMinutes(6));
      recording.end().join();
      tape.recordings.keepHouse();
      assertThat(recording.state().alarm()).isEmpty();
      assertThat(storage.list(recording.key("")))
          .contains(
              recording.key("index"),
              recording.key("source.heads"),
              recording.key("source-00001.media"),
              recording.key("source-00004.media"));

      // An hour later the copies here go, and the replay comes from there.
      assertThat(media(recording)).isEqualTo(4);
      clock.forward(Duration.ofMinutes(61));
      tape.recordings.retain(clock.instant());
      assertThat(media(recording)).isZero();
      assertReadable(recording);
    }
    try (Tape tape = new Tape(folder, config(), clock)) {
      Recording replay = tape.recordings.latest(Tape.SHOW).orElseThrow();
      assertReadable(replay);
      clock.forward(Duration.ofDays(91));
      assertThat(tape.recordings.retain(clock.instant())).isEqualTo(1);
      assertThat(storage.list(replay.key(""))).isEmpty();
    }
  }
}
