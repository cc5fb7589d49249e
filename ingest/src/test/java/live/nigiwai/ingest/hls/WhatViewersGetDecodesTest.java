package live.nigiwai.ingest.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Instant;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever an encoder may send, every rung decodes without one complaint and all rungs agree. */
final class WhatViewersGetDecodesTest {
  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "plain, 512x384, 30, -tune zerolatency, -ar 48000 -ac 2, 480x360",
    "B-frames at 25, 512x384, 25, -bf 2 -x264-params ref=3, -ar 44100 -ac 2, 480x360",
    "B-frames at 30 and mono, 640x384, 30, -bf 3 -x264-params ref=3, -ar 44100 -ac 1, 600x360",
    "portrait, 384x640, 30, -profile:v baseline, -ar 48000 -ac 2, 360x600",
    "no sound, 426x240, 30, -bf 2, '', 426x240",
    "60 frames, 640x360, 60, -bf 1, -ar 48000 -ac 2, 640x360",
    "wide pixels, 720x480, 25, -vf setsar=8/9, -ar 48000 -ac 2, 480x360"
  })
  void decodesCleanlyInEveryRung(
      String what, String size, int rate, String video, String audio, String small) {
    double seconds = 5; // two whole segments and the rest
    List<SampleMedia.Tag> tags = SampleMedia.programme(folder, size, rate, seconds, video, audio);
    try (Stage stage = new Stage()) {
      stage.publish(tags);

      Stage.MediaList source = stage.rung("source");
      Stage.MediaList encoded = stage.rung("360p");
      assertThat(encoded.sequence()).isEqualTo(source.sequence());
      assertThat(encoded.discontinuitySequence()).isEqualTo(source.discontinuitySequence());
      assertThat(source.entries()).hasSize(3);
      assertThat(encoded.entries()).hasSameSizeAs(source.entries());
      for (int i = 0; i < source.entries().size(); i++) {
        Stage.MediaList.Entry mine = encoded.entries().get(i);
        Stage.MediaList.Entry other = source.entries().get(i);
        assertThat(mine.number()).isEqualTo(other.number());
        assertThat(mine.date()).isEqualTo(other.date());
        assertThat(mine.seconds()).isCloseTo(other.seconds(), within(1.0 / rate));
        assertThat(mine.gap()).isFalse();
      }
      assertThat(source.entries().getFirst().date().toEpochMilli()).isEqualTo(Stage.NOON);

      int frames = (int) (seconds * rate);
      checkRung(stage, "source", frames);
      checkRung(stage, "360p", rate > 30 ? frames / 2 : frames);
      assertThat(stage.multivariant()).contains("RESOLUTION=" + small);
      assertThat(stage.counted("nigiwai.ingest.frames.dropped")).isZero();
      assertThat(stage.counted("nigiwai.ingest.sound.late")).isZero();
      if (!audio.isEmpty()) {
        assertThat(stage.counted("nigiwai.ingest.sound.silence")).isLessThanOrEqualTo(6);
      }
    }
  }

  private void checkRung(Stage stage, String rung, int frames) {
    Path whole = stage.concatenated(folder, rung, 0);
    assertThat(SampleMedia.ffmpeg("-xerror -i " + whole + " -f null -")).isEmpty();
    List<String> all =
        SampleMedia.ffprobe(
                "-show_entries packet=codec_type,pts_time,flags"
                    + ":stream=codec_name,codec_type,sample_rate,channels -of csv "
                    + whole)
            .lines()
            .toList();
    assertThat(all).contains("stream,aac,audio,48000,2");
    List<String> pictures = starting(all, "packet,video,");
    assertThat(pictures).hasSize(frames);
    List<String> keys = pictures.stream().filter(line -> line.contains(",K")).toList();
    List<Stage.MediaList.Entry> entries = stage.rung(rung).entries();
    assertThat(keys).hasSameSizeAs(entries);
    for (int i = 0; i < keys.size(); i++) {
      double shown = seconds(keys.get(i));
      double zero = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli() / 1000.0;
      double date = entries.get(i).date().toEpochMilli() / 1000.0;
      assertThat(zero + shown).isCloseTo(date, within(0.0011));
    }
    double length = entries.stream().mapToDouble(Stage.MediaList.Entry::seconds).sum();
    for (List<String> track : List.of(pictures, starting(all, "packet,audio,"))) {
      DoubleSummaryStatistics times =
          track.stream().mapToDouble(WhatViewersGetDecodesTest::seconds).summaryStatistics();
      assertThat(times.getMax() - times.getMin()).isCloseTo(length, within(0.1));
    }
  }

  private static List<String> starting(List<String> lines, String start) {
    return lines.stream()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .toList();
  }

  private static double seconds(String timeAndFlags) {
    return Double.parseDouble(timeAndFlags.substring(0, timeAndFlags.indexOf(',')));
  }
}
