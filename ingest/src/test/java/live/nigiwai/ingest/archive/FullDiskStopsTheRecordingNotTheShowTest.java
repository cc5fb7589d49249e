package live.nigiwai.ingest.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import live.nigiwai.ingest.archive.RecordingState.Alarm;
import live.nigiwai.ingest.archive.RecordingState.Phase;
import live.nigiwai.testkit.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real file system of 24 MB. */
class FullDiskStopsTheRecordingNotTheShowTest {
  private static final int MEGABYTE = 1 << 20;

  @TempDir Path folder;
  private Path disk;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk.toString()) == 0,
        "only root may mount a small disk");
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", disk.toString());
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  private static ArchiveConfig config(long freeBytesMin) {
    return new ArchiveConfig(
        Duration.ofHours(4),
        Duration.ofDays(90),
        freeBytesMin,
        32 << 20,
        Duration.ofSeconds(6),
        2,
        ArchiveConfig.defaults().storage());
  }

  /** Adds one and waits until it is listed, as a segment or as a gap. */
  private static RecordedSegment add(Recording recording, int index, int length) {
    Tape.addAndWait(recording, "source", index, index + 1, length);
    return Tape.newest(recording, "source").orElseThrow();
  }

  @Test
  void noSpaceLeftIsAnAlarmAndGapsUntilThereIsRoomAgain() throws IOException {
    int index = 0;
    try (Tape tape = new Tape(disk.resolve("recordings"), config(0), new Tape.Hands())) {
      Recording recording = tape.recordings.start(Tape.SHOW);
      Tape.init(recording, "source");
      while (!add(recording, index++, 3 * MEGABYTE).gap()) {
        assertThat(index).isLessThan(20);
      }
      assertThat(index).isGreaterThan(6);
      assertThat(recording.state().phase()).isEqualTo(Phase.STOPPED);
      assertThat(recording.state().alarm()).contains(Alarm.DISK_FULL);
      assertThat(tape.meters.get("nigiwai.ingest.recording.stopped").gauge().value()).isEqualTo(1);
      assertThat(add(recording, index++, 3 * MEGABYTE).gap()).isTrue();

      makeRoom(recording);
      int first = index;
      RecordedSegment again =
          Eventually.get(
              () -> {
                int next = Tape.numbers(recording.segments("source")).size();
                return add(recording, next, MEGABYTE);
              },
              segment -> !segment.gap());
      assertThat(again.number()).isGreaterThanOrEqualTo(1_000 + first);
      assertThat(recording.state().phase()).isEqualTo(Phase.RECORDING);
      assertThat(recording.state().alarm()).isEmpty();
      assertThat(tape.meters.get("nigiwai.ingest.recording.stopped").gauge().value()).isZero();
      assertNothingIsCorrupt(recording);
    }
    // Nor is it after the process has gone: gaps were written down as soon as there was room.
    try (Tape tape = new Tape(disk.resolve("recordings"), config(0), new Tape.Hands())) {
      assertNothingIsCorrupt(tape.recordings.resume(Tape.SHOW).orElseThrow());
    }
  }

  /** Numbers have no hole, and what is not a gap is what was recorded. */
  private static void assertNothingIsCorrupt(Recording recording) throws IOException {
    List<RecordedSegment> segments = recording.segments("source");
    for (int i = 0; i < segments.size(); i++) {
      assertThat(segments.get(i).number()).isEqualTo(1_000 + i);
      if (!segments.get(i).gap() && recording.find("source", segments.get(i).file()).isPresent()) {
        Piece piece = recording.find("source", segments.get(i).file()).orElseThrow();
        if (Files.exists(((Piece.Local) piece).path())) {
          assertThat(piece.read()).isEqualTo(Tape.noise("source", i, piece.length()));
        }
      }
    }
  }

  /** As an operator would who deletes something; here it is the oldest chunk. */
  private void makeRoom(Recording recording) throws IOException {
    Files.delete(recording.folder().resolve(Chunk.file("source", 1)));
  }

  @Test
  void stopsAboveTheFloorSoThatTheDatabaseKeepsItsRoom() {
    try (Tape tape = new Tape(disk.resolve("recordings"), config(10 << 20), new Tape.Hands())) {
      Recording recording = tape.recordings.start(Tape.SHOW);
      Tape.init(recording, "source");
      RecordedSegment stopped =
          Eventually.get(
              () -> add(recording, recording.segments("source").size(), 256 << 10),
              RecordedSegment::gap);
      assertThat(stopped.gap()).isTrue();
      assertThat(recording.state().alarm()).contains(Alarm.DISK_FULL);
      assertThat(disk.toFile().getUsableSpace()).isBetween(1L, 10L << 20);
    }
  }

  @Test
  void liveNeverWaitsForADiskThatIsTooSlow() throws IOException {
    try (Tape tape = new Tape(folder.resolve("slow"))) {
      Recording recording = tape.recordings.start(Tape.SHOW);
      Tape.init(recording, "source");
      add(recording, 0, 1_000);
      // More than the queue takes: as if the disk had not answered for a while.
      RecordedSegment lost = add(recording, 1, 9 << 20);
      assertThat(lost.gap()).isTrue();
      assertThat(recording.state().alarm()).contains(Alarm.DISK_SLOW);

      assertThat(add(recording, 2, 1_000).gap()).isFalse();
      assertThat(recording.state().phase()).isEqualTo(Phase.RECORDING);
      assertThat(tape.meters.get("nigiwai.ingest.recording.segments.lost").counter().count())
          .isEqualTo(1);
    }
  }

  @Test
  void folderThatCannotBeWrittenIsAnAlarm() throws IOException {
    try (Tape tape = new Tape(folder.resolve("broken"))) {
      Files.writeString(folder.resolve("broken").resolve("demo"), "in the way");
      Recording recording = tape.recordings.start(Tape.SHOW);
      recording.add(Tape.segment("source", 0, 100), Buffer.buffer(Tape.noise("source", 0, 100)));
      Eventually.holds(() -> assertThat(recording.state().alarm()).contains(Alarm.DISK_ERROR));
      Eventually.holds(
          () -> assertThat(recording.segments("source")).first().matches(RecordedSegment::gap));
    }
  }
}
