package live.nigiwai.ingest.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledRecordingKeepsCompletedSegmentsTest {
  private static final int LENGTH = 200;

  @TempDir Path folder;

  private Path record(int segments) throws IOException {
    Path root = folder.resolve("whole");
    try (Tape tape = new Tape(root)) {
      Recording recording = tape.recordings.start(Tape.SHOW);
      Tape.init(recording, "source");
      Tape.init(recording, "240p");
      for (int i = 0; i < segments; i++) {
        Tape.addAndWait(recording, "source", i, i + 1, LENGTH);
        Tape.addAndWait(recording, "240p", i, i + 1, LENGTH / 2);
      }
    }
    return root;
  }

  private static Path recordingIn(Path root) throws IOException {
    try (Stream<Path> inside = Files.list(root.resolve("demo"))) {
      return inside.findFirst().orElseThrow();
    }
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
    return to;
  }

  private static void cut(Path file, long length) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, (int) length));
  }

  /** Everything listed can be read, byte for byte, and the recording goes on. */
  private static List<Long> listed(Path root) throws IOException {
    try (Tape tape = new Tape(root)) {
      Recording recording = tape.recordings.resume(Tape.SHOW).orElseThrow();
      List<Long> numbers = Tape.numbers(recording.segments("source"));
      for (String rung : recording.rungs()) {
        int length = rung.equals("source") ? LENGTH : LENGTH / 2;
        for (RecordedSegment segment : recording.segments(rung)) {
          assertThat(recording.find(rung, segment.file()).orElseThrow().read())
              .isEqualTo(Tape.noise(rung, (int) segment.number() - 1_000, length));
        }
      }
      Tape.addAndWait(recording, "source", 50, 52, LENGTH);
      return numbers;
    }
  }

  @Test
  void indexCutAtEveryByteOfTheLastLines() throws IOException {
    Path whole = record(5);
    Path index = recordingIn(whole).resolve(RecordingFiles.INDEX);
    String text = Files.readString(index, StandardCharsets.US_ASCII);
    int secondLast = text.lastIndexOf(" segment source 1003 ") - IndexLine.CRC_DIGITS;
    int last = text.lastIndexOf(" segment source 1004 ") - IndexLine.CRC_DIGITS;
    int lastEnd = text.indexOf('\n', last) + 1;

    for (int length = secondLast; length <= text.length(); length++) {
      Path root = copy(whole, folder.resolve("cut" + length));
      cut(recordingIn(root).resolve(RecordingFiles.INDEX), length);

      long complete = text.substring(secondLast, length).lines().count();
      List<Long> numbers = listed(root);
      assertThat(numbers.getFirst()).isEqualTo(1_000);
      assertThat(numbers)
          .as("of " + length + ", " + complete + " lines")
          .hasSize(length >= lastEnd ? 5 : length > text.indexOf('\n', secondLast) ? 4 : 3);
      // What was added after the first recovery survives a second one.
      assertThat(listed(root)).endsWith(1_050L, 1_051L);
      Atomically.delete(root);
    }
  }

  @Test
  void mediaCutAtEveryByteOfTheLastSegment() throws IOException {
    Path whole = record(5);
    // Chunks of three segments: the last two are in the second.
    Path media = recordingIn(whole).resolve(Chunk.file("source", 2));
    long size = Files.size(media);
    assertThat(size).isEqualTo(2 * LENGTH);

    for (long length = LENGTH - 1; length <= size; length++) {
      Path root = copy(whole, folder.resolve("media" + length));
      cut(recordingIn(root).resolve(Chunk.file("source", 2)), length);
      assertThat(listed(root)).hasSize(length == size ? 5 : length >= LENGTH ? 4 : 3);
      Atomically.delete(root);
    }
  }

  @Test
  void bytesThatAPowerCutTurnedIntoZerosAreNotServed() throws IOException {
    Path root = record(5);
    Path media = recordingIn(root).resolve(Chunk.file("source", 2));
    byte[] bytes = Files.readAllBytes(media);
    java.util.Arrays.fill(bytes, LENGTH + 50, LENGTH + 90, (byte) 0);
    Files.write(media, bytes);

    assertThat(listed(root)).containsExactly(1_000L, 1_001L, 1_002L, 1_003L);
  }

  @Test
  void restsOfAFailedWriteAreCutOff() throws IOException {
    Path root = record(5);
    Path media = recordingIn(root).resolve(Chunk.file("source", 2));
    Files.write(media, new byte[77], java.nio.file.StandardOpenOption.APPEND);
    Path index = recordingIn(root).resolve(RecordingFiles.INDEX);
    Files.write(index, new byte[] {'4', '2'}, java.nio.file.StandardOpenOption.APPEND);

    assertThat(listed(root)).hasSize(5);
    assertThat(Files.size(media)).isEqualTo(2 * LENGTH);
  }

  @Test
  void endedRecordingIsReadAsItIs() throws IOException {
    Path root = folder.resolve("ended");
    try (Tape tape = new Tape(root)) {
      Recording recording = tape.recordings.start(Tape.SHOW);
      Tape.init(recording, "source");
      Tape.addAndWait(recording, "source", 0, 4, LENGTH);
      recording.end().join();
      assertThat(recording.state().phase()).isEqualTo(RecordingState.Phase.ENDED);
      assertThat(tape.recordings.unfinished()).isEmpty();
      assertThat(tape.recordings.resume(Tape.SHOW)).isEmpty();
    }
    try (Tape tape = new Tape(root)) {
      assertThat(tape.recordings.unfinished()).isEmpty();
      Recording replay = tape.recordings.latest(Tape.SHOW).orElseThrow();
      assertThat(replay.segments("source")).hasSize(4);
      assertThat(replay.init("source", "s1-init0.mp4").orElseThrow().codecs())
          .isEqualTo("avc1.64001f,mp4a.40.2");
      assertThat(tape.recordings.latest(Tape.SHOW)).containsSame(replay);
      // A show that goes on the air again gets a recording of its own, which is then the latest.
      Recording next = tape.recordings.start(Tape.SHOW);
      assertThat(next.id()).isGreaterThan(replay.id());
      assertThat(tape.recordings.latest(Tape.SHOW)).containsSame(next);
    }
  }

  @Test
  void onlyTheNewestRecordingGoesOn() throws IOException {
    Path root = folder.resolve("two");
    try (Tape tape = new Tape(root)) {
      Recording older = tape.recordings.start(Tape.SHOW);
      Tape.addAndWait(older, "source", 0, 2, LENGTH);
      older.end().join();
      // As after a disk so full that not even the end could be written.
      Files.delete(older.folder().resolve(RecordingFiles.ENDED));
      Path index = older.folder().resolve(RecordingFiles.INDEX);
      String text = Files.readString(index, StandardCharsets.US_ASCII);
      cut(index, text.lastIndexOf(" ended ") - IndexLine.CRC_DIGITS);
      Recording newer = tape.recordings.start(Tape.SHOW);
      Tape.addAndWait(newer, "source", 9, 10, LENGTH);
      newer.end().join();
    }
    try (Tape tape = new Tape(root)) {
      assertThat(tape.recordings.unfinished()).isEmpty();
      assertThat(tape.recordings.resume(Tape.SHOW)).isEmpty();
      assertThat(Tape.numbers(tape.recordings.latest(Tape.SHOW).orElseThrow().segments("source")))
          .containsExactly(1_009L);
    }
  }

  @Test
  void onlyTheOwnerMayLookInside() throws IOException {
    Path root = record(2);
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
            .as(path.toString())
            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
      }
    }
  }

  @Test
  void processKilledInTheMiddleLosesNothingItHadListed() throws Exception {
    Path root = folder.resolve("killed");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Xmx128m",
                Victim.class.getName(),
                root.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    int said = -1;
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith("listed ")) {
          said = Integer.parseInt(line.substring("listed ".length()));
          if (said >= 150) {
            break;
          }
        }
      }
    } finally {
      process.destroyForcibly().waitFor();
    }

    assertThat(said).isGreaterThanOrEqualTo(150);
    try (Tape tape = new Tape(root)) {
      assertThat(tape.recordings.unfinished()).containsExactly(Tape.SHOW);
      Recording recording = tape.recordings.resume(Tape.SHOW).orElseThrow();
      assertThat(recording.segments("source")).hasSizeGreaterThan(said);
      for (RecordedSegment segment : recording.segments("source")) {
        assertThat(recording.find("source", segment.file()).orElseThrow().read())
            .isEqualTo(Tape.noise("source", (int) segment.number() - 1_000, 20_000));
      }
    }
  }

  /** Records as fast as it can until it is killed. */
  static final class Victim {
    public static void main(String[] arguments) {
      Recordings recordings =
          Recordings.open(
              Tape.small(ArchiveConfig.defaults().storage()),
              Path.of(arguments[0]),
              new SimpleMeterRegistry(),
              new Tape.Hands());
      Recording recording = recordings.start(Tape.SHOW);
      Tape.init(recording, "source");
      for (int i = 0; i < 100_000; i++) {
        Tape.addAndWait(recording, "source", i, i + 1, 20_000);
        System.out.println("listed " + i);
      }
    }
  }
}
