package live.nigiwai.ingest.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import live.nigiwai.ingest.media.PublishSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we do not take is refused in words that name the setting. */
final class UnsuitablePublishersAreToldWhyTest {
  @TempDir Path folder;

  private static String refusal(java.util.function.Consumer<PublishSink> publish) {
    try (Stage stage = new Stage()) {
      Stage.FakePublisher publisher = new Stage.FakePublisher();
      publish.accept(stage.open(publisher));
      String said = publisher.reason().description();
      assertThat(publisher.reasons).isEmpty();
      return said;
    }
  }

  private static byte[] enhanced(int first, String fourCc) {
    byte[] payload = new byte[12];
    payload[0] = (byte) first;
    System.arraycopy(fourCc.getBytes(StandardCharsets.US_ASCII), 0, payload, 1, 4);
    return payload;
  }

  @Test
  void hevc() {
    assertThat(refusal(sink -> sink.video(0, enhanced(0x90, "hvc1"))))
        .contains("HEVC", "Video Encoder", "H.264");
    assertThat(refusal(sink -> sink.video(0, new byte[] {0x1c, 0, 0, 0, 0, 1}))).contains("HEVC");
  }

  @Test
  void av1() {
    assertThat(refusal(sink -> sink.video(0, enhanced(0x90, "av01")))).contains("AV1");
  }

  @Test
  void opusAndMp3() {
    assertThat(refusal(sink -> sink.audio(0, enhanced(0x90, "Opus"))))
        .contains("Opus", "Audio Encoder", "AAC");
    assertThat(refusal(sink -> sink.audio(0, new byte[] {0x2f, 1, 2, 3}))).contains("MP3");
  }

  @Test
  void brokenConfiguration() {
    assertThat(refusal(sink -> sink.video(0, new byte[] {0x17, 0, 0, 0, 0, 9, 9})))
        .contains("cannot be read");
  }

  @Test
  void tooLarge() {
    var tags =
        SampleMedia.flv(
            folder,
            "-f lavfi -i color=size=2560x1440:rate=5:duration=0.4 -c:v libx264 -preset ultrafast"
                + " -pix_fmt yuv420p");
    assertThat(refusal(sink -> SampleMedia.play(tags, 0, sink)))
        .contains("2560x1440", "Resolution");
  }

  @Test
  void tooManyBits() {
    var tags =
        SampleMedia.flv(
            folder,
            "-f lavfi -i nullsrc=size=640x360:rate=25:duration=11,noise=alls=90:allf=t -c:v libx264"
                + " -preset ultrafast -pix_fmt yuv420p -b:v 16M -minrate 16M -g 50");
    assertThat(refusal(sink -> SampleMedia.play(tags, 0, sink))).contains("kbit/s", "Bitrate");
  }
}
