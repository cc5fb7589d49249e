package live.nigiwai.ingest.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import live.nigiwai.testkit.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportedMp4IsExactTest {
  private static final long SEGMENT = Tape.SEGMENT_TICKS;
  private static final long PICTURE = 3_000;
  private static final double AAC_FRAME = 1024 / 48_000.0;
  private static final String INIT = "s1-init0.mp4";

  @TempDir Path folder;

  private static void init(Recording recording, String rung, String file, Footage footage) {
    recording.init(rung, file, footage.init, "avc1.64001f,mp4a.40.2", 320, 180);
  }

  private static void awaitSegments(Recording recording, String rung, int count) {
    Eventually.get(() -> recording.segments(rung).size(), n -> n == count);
  }

  private static byte[] bytes(Mp4Export.Outcome outcome) throws IOException {
    assertThat(outcome).isInstanceOf(Mp4Export.Ready.class);
    Mp4File file = ((Mp4Export.Ready) outcome).file();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    file.copy(0, file.length(), out::writeBytes);
    assertThat(out.size()).isEqualTo(file.length());
    return out.toByteArray();
  }

  private Recording whole(Tape tape, Footage footage) {
    Recording recording = tape.recordings.start(Tape.SHOW);
    init(recording, "source", INIT, footage);
    for (int i = 0; i < footage.shots.size(); i++) {
      Footage.record(recording, "source", INIT, footage.shots.get(i), i, Tape.AXIS_START, 1);
    }
    awaitSegments(recording, "source", footage.shots.size());
    return recording;
  }

  @Test
  void wholeShowHasEveryPicture() throws IOException {
    Footage footage = Footage.make(folder, "320x180", "-bf 0");
    try (Tape tape = new Tape(folder.resolve("tape"))) {
      Recording recording = whole(tape, footage);
      Screening seen =
          new Screening(folder, bytes(Mp4Export.plan(recording, "source", 0, Long.MAX_VALUE)));

      assertThat(seen.second).isEqualTo("moov");
      assertThat(seen.pictures).isEqualTo(360);
      assertThat(seen.videoSeconds).isCloseTo(12, within(0.001));
      assertThat(seen.soundSeconds).isCloseTo(12, within(AAC_FRAME));
      assertThat(seen.flashes).hasSize(12);
      assertThat(seen.driftSeconds()).isLessThan(AAC_FRAME);
    }
  }

  @Test
  void clipBeginsAndEndsAtThePictureAsked() throws IOException {
    for (String reordering : new String[] {"-bf 0", "-bf 2"}) {
      Footage footage = Footage.make(folder, "320x180", reordering);
      try (Tape tape = new Tape(folder.resolve("tape" + reordering.strip()))) {
        Recording recording = whole(tape, footage);
        long zero = recording.segments("source").getFirst().startTicks();
        // From the 40th picture (in the middle of a segment) to before the 271st.
        Screening seen =
            new Screening(
                folder,
                bytes(
                    Mp4Export.plan(
                        recording, "source", zero + 40 * PICTURE, zero + 271 * PICTURE)));

        assertThat(seen.pictures).as(reordering).isEqualTo(231);
        assertThat(seen.videoSeconds).isCloseTo(231.0 / 30, within(0.001));
        // The flash of the second second is 20 pictures after the cut.
        assertThat(seen.flashes.getFirst()).isCloseTo(20.0 / 30, within(0.002));
        assertThat(seen.driftSeconds()).as(reordering).isLessThan(AAC_FRAME);

        Screening one =
            new Screening(
                folder,
                bytes(
                    Mp4Export.plan(
                        recording, "source", zero + 100 * PICTURE, zero + 101 * PICTURE)));
        assertThat(one.pictures).isEqualTo(1);
      }
    }
  }

  @Test
  void breaksSlatesAndGapsAreClosedUpInStep() throws IOException {
    Footage footage = Footage.make(folder, "320x180", "-bf 2");
    try (Tape tape = new Tape(folder.resolve("tape"))) {
      Recording recording = tape.recordings.start(Tape.SHOW);
      init(recording, "source", INIT, footage);
      init(recording, "source", "s2-init0.mp4", footage);
      // Thirty breaks, each at an odd place on the axis and with another file of the same kind.
      int number = 0;
      for (int part = 0; part < 30; part++) {
        long shift = Tape.AXIS_START + part * 7 * SEGMENT + part * 12_347L;
        String init = part % 2 == 0 ? INIT : "s2-init0.mp4";
        for (int i = 2; i < 4; i++) {
          Footage.record(recording, "source", init, footage.shots.get(i), number++, shift, part);
        }
        RecordedSegment slate =
            new RecordedSegment(
                "source",
                number,
                part,
                "s1-" + number + ".m4s",
                "",
                shift + 8 * SEGMENT,
                SEGMENT,
                0,
                true,
                true,
                0);
        number++;
        recording.add(slate, null);
      }
      awaitSegments(recording, "source", number);

      Screening seen =
          new Screening(folder, bytes(Mp4Export.plan(recording, "source", 0, Long.MAX_VALUE)));

      assertThat(seen.pictures).isEqualTo(30 * 120);
      assertThat(seen.videoSeconds).isCloseTo(120, within(0.001));
      assertThat(seen.soundSeconds).isCloseTo(120, within(AAC_FRAME));
      assertThat(seen.flashes).hasSize(120);
      assertThat(seen.driftSeconds()).isLessThanOrEqualTo(AAC_FRAME);
    }
  }

  @Test
  void changeOfSizeIsRefusedWithTheRungsAndThePartsThatWork() throws IOException {
    Footage wide = Footage.make(folder, "320x180", "-bf 0");
    Footage tall = Footage.make(folder, "180x320", "-bf 0");
    try (Tape tape = new Tape(folder.resolve("tape"))) {
      Recording recording = tape.recordings.start(Tape.SHOW);
      init(recording, "source", INIT, wide);
      init(recording, "source", "s1-init1.mp4", tall);
      init(recording, "240p", INIT, wide);
      for (int i = 0; i < 6; i++) {
        Footage.record(
            recording,
            "source",
            i < 4 ? INIT : "s1-init1.mp4",
            (i < 4 ? wide : tall).shots.get(i),
            i,
            Tape.AXIS_START,
            i < 4 ? 1 : 2);
        Footage.record(recording, "240p", INIT, wide.shots.get(i), i, Tape.AXIS_START, 1);
      }
      awaitSegments(recording, "240p", 6);

      Mp4Export.Outcome outcome = Mp4Export.plan(recording, "source", 0, Long.MAX_VALUE);
      assertThat(outcome).isInstanceOf(Mp4Export.Mixed.class);
      Mp4Export.Mixed mixed = (Mp4Export.Mixed) outcome;
      assertThat(mixed.rungs()).containsExactly("240p");
      assertThat(mixed.parts()).hasSize(2);
      for (Mp4Export.Part part : mixed.parts()) {
        bytes(Mp4Export.plan(recording, "source", part.fromTicks(), part.toTicks()));
      }
      bytes(Mp4Export.plan(recording, "240p", 0, Long.MAX_VALUE));
      assertThat(Mp4Export.plan(recording, "source", 1, 2)).isInstanceOf(Mp4Export.Nothing.class);
    }
  }

  @Test
  void anyPartOfTheFileIsTheSameBytes() throws IOException {
    Footage footage = Footage.make(folder, "320x180", "-bf 0");
    try (Tape tape = new Tape(folder.resolve("tape"))) {
      Recording recording = whole(tape, footage);
      Mp4File file =
          ((Mp4Export.Ready) Mp4Export.plan(recording, "source", 0, Long.MAX_VALUE)).file();
      Mp4File again =
          ((Mp4Export.Ready) Mp4Export.plan(recording, "source", 0, Long.MAX_VALUE)).file();
      assertThat(again.tag()).isEqualTo(file.tag());
      byte[] all = bytes(Mp4Export.plan(recording, "source", 0, Long.MAX_VALUE));
      for (long from = 0; from < file.length(); from += 9_973) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long count = Math.min(20_011, file.length() - from);
        file.copy(from, count, out::writeBytes);
        assertThat(out.toByteArray())
            .isEqualTo(Arrays.copyOfRange(all, (int) from, (int) (from + count)));
      }
    }
  }
}
