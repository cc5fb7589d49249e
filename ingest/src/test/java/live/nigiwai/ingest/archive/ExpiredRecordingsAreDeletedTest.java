package live.nigiwai.ingest.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpiredRecordingsAreDeletedTest {
  @TempDir Path folder;

  private static long folders(Path root) throws IOException {
    try (Stream<Path> inside = Files.list(root.resolve("demo"))) {
      return inside.count();
    }
  }

  @Test
  void ninetyDaysAfterTheEndAndNotBefore() throws IOException {
    try (Tape tape = new Tape(folder)) {
      Recording old = tape.recordings.start(Tape.SHOW);
      Tape.init(old, "source");
      Tape.addAndWait(old, "source", 0, 4, 500);
      old.end().join();
      tape.clock.forward(Duration.ofDays(30));
      Recording newer = tape.recordings.start(Tape.SHOW);
      Tape.addAndWait(newer, "source", 0, 1, 500);
      newer.end().join();
      assertThat(folders(folder)).isEqualTo(2);

      tape.clock.forward(Duration.ofDays(59));
      assertThat(tape.recordings.retain(tape.clock.instant())).isZero();
      tape.clock.forward(Duration.ofDays(2));
      assertThat(tape.recordings.retain(tape.clock.instant())).isEqualTo(1);

      assertThat(folders(folder)).isEqualTo(1);
      assertThat(tape.recordings.latest(Tape.SHOW).orElseThrow().id()).isEqualTo(newer.id());
    }
  }

  @Test
  void showThatGoesOnKeepsEverything() throws IOException {
    try (Tape tape = new Tape(folder)) {
      Recording recording = tape.recordings.start(Tape.SHOW);
      Tape.addAndWait(recording, "source", 0, 4, 500);
      // The files are as old as this test; the clock of the show is not asked.
      assertThat(tape.recordings.retain(tape.clock.instant().plus(Duration.ofDays(1)))).isZero();
      assertThat(recording.segments("source")).hasSize(4);
      assertThat(folders(folder)).isEqualTo(1);
    }
  }

  @Test
  void deletedRecordingIsGoneAndTheShowCanStartAnother() throws IOException {
    try (Tape tape = new Tape(folder)) {
      Recording recording = tape.recordings.start(Tape.SHOW);
      Tape.addAndWait(recording, "source", 0, 4, 500);
      recording.delete();

      assertThat(folders(folder)).isZero();
      assertThat(tape.recordings.latest(Tape.SHOW)).isEmpty();
      Recording next = tape.recordings.start(Tape.SHOW);
      Tape.addAndWait(next, "source", 0, 1, 500);
      assertThat(next.segments("source")).hasSize(1);
    }
  }
}
