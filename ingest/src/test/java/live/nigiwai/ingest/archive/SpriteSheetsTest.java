package live.nigiwai.ingest.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import live.nigiwai.testkit.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpriteSheetsTest {
  @TempDir Path folder;

  private static byte[] jpeg(int width, int height, int shade) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, new Color(shade, shade, shade).getRGB());
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "jpeg", out);
    return out.toByteArray();
  }

  private static int shade(byte[] sheet, int tile) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(sheet));
    assertThat(image.getWidth()).isEqualTo(1_600);
    assertThat(image.getHeight()).isEqualTo(900);
    return image.getRGB(tile % 10 * 160 + 80, tile / 10 * 90 + 45) & 0xff;
  }

  @Test
  void everyPictureIsWhereItsCueSays() throws IOException {
    try (Tape tape = new Tape(folder)) {
      Recording recording = tape.recordings.start(Tape.SHOW);
      Tape.addAndWait(recording, "source", 0, 300, 100);
      for (int i = 0; i < 110; i++) {
        recording.picture(Tape.AXIS_START + i * 450_000L, jpeg(160, 90, i * 2));
      }
      // A phone turned upright: its picture is fitted into the same tile.
      recording.picture(Tape.AXIS_START + 110 * 450_000L, jpeg(90, 160, 250));
      recording.poster(jpeg(640, 360, 99));
      Eventually.get(() -> recording.ledger().pictures().size(), n -> n == 111);

      SpriteSheets sprites = recording.sprites();
      assertThat(sprites.count()).isEqualTo(2);
      byte[] first = sprites.sheet(0).orElseThrow();
      byte[] second = sprites.sheet(1).orElseThrow();
      for (int i = 0; i < 100; i += 9) {
        assertThat(shade(first, i)).isBetween(i * 2 - 4, i * 2 + 4);
      }
      assertThat(shade(second, 9)).isBetween(214, 222);
      assertThat(shade(second, 10)).isBetween(245, 255);
      assertThat(sprites.sheet(2)).isEmpty();
      assertThat(sprites.sheet(-1)).isEmpty();
      assertThat(Files.exists(recording.folder().resolve("sheet-0.jpg"))).isTrue();
      assertThat(Files.exists(recording.folder().resolve("sheet-1.jpg"))).isFalse();
      Eventually.present(recording::poster);

      String vtt = sprites.vtt(recording.segments("source"));
      assertThat(vtt)
          .startsWith(
              "WEBVTT\n\n"
                  + "00:00:00.000 --> 00:00:05.000\n"
                  + "sprites/0.jpg#xywh=0,0,160,90\n\n"
                  + "00:00:05.000")
          .contains("00:08:25.000 --> 00:08:30.000\nsprites/1.jpg#xywh=160,0,160,90\n")
          .endsWith("00:09:10.000 --> 00:10:00.000\nsprites/1.jpg#xywh=0,90,160,90\n");

      // A window of the last minute: time counts from its first segment.
      String window = sprites.vtt(recording.segments("source").subList(240, 270));
      assertThat(window).contains("\n00:00:00.000 --> 00:00:05.000\nsprites/0.jpg#xywh=960,810");
    }
    try (Tape tape = new Tape(folder)) {
      Recording recording = tape.recordings.resume(Tape.SHOW).orElseThrow();
      assertThat(recording.sprites().count()).isEqualTo(2);
      assertThat(shade(recording.sprites().sheet(1).orElseThrow(), 9)).isBetween(214, 222);
    }
  }
}
