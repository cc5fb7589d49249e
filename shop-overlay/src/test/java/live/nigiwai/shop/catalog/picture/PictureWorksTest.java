package live.nigiwai.shop.catalog.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.shop.catalog.picture.PictureWorks.Made;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What becomes of a picture that someone sends. */
class PictureWorksTest {
  private static final PictureWorks WORKS = new PictureWorks();
  private static final String SECRET = "N35.6895 E139.6917 serial 0042";

  @AfterAll
  static void close() {
    WORKS.close();
  }

  /** Red on the left, blue on the right. */
  private static BufferedImage flag(int width, int height) {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var draw = image.createGraphics();
    draw.setColor(Color.RED);
    draw.fillRect(0, 0, width / 2, height);
    draw.setColor(Color.BLUE);
    draw.fillRect(width / 2, 0, width - width / 2, height);
    draw.dispose();
    return image;
  }

  private static byte[] file(BufferedImage image, String format) {
    var out = new ByteArrayOutputStream();
    try {
      assertThat(ImageIO.write(image, format, out)).isTrue();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return out.toByteArray();
  }

  private static BufferedImage seen(Made made) {
    try {
      return ImageIO.read(new ByteArrayInputStream(made.bytes()));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static boolean isRed(int rgb) {
    return new Color(rgb).getRed() > 180 && new Color(rgb).getBlue() < 80;
  }

  /** As a phone writes it: an Exif segment with the orientation, and where it was. */
  private static byte[] withExif(byte[] jpeg, int orientation) {
    byte[] where = SECRET.getBytes(StandardCharsets.US_ASCII);
    var exif = ByteBuffer.allocate(10 + 26 + where.length);
    exif.putShort((short) 0xFFE1).putShort((short) (exif.capacity() - 2));
    exif.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
    exif.putShort((short) 0x4D4D).putShort((short) 42).putInt(8);
    exif.putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1);
    exif.putShort((short) orientation).putShort((short) 0).putInt(0);
    exif.put(where);
    var out = ByteBuffer.allocate(jpeg.length + exif.capacity());
    out.put(jpeg, 0, 2).put(exif.array()).put(jpeg, 2, jpeg.length - 2);
    return out.array();
  }

  private static boolean holds(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
  }

  @Test
  void everyWidthIsMadeAndNothingIsEnlarged() {
    var made = WORKS.prepare(file(flag(3_000, 1_500), "jpeg"));
    assertThat(made.jpeg().width()).isEqualTo(1_600);
    assertThat(made.jpeg().height()).isEqualTo(800);
    assertThat(made.webp()).extracting(Made::width).containsExactly(320, 640, 1_000, 1_600);
    assertThat(made.webp()).extracting(Made::height).containsExactly(160, 320, 500, 800);
    for (var webp : made.webp()) {
      assertThat(holds(webp.bytes(), "WEBP")).isTrue();
    }
    assertThat(WORKS.prepare(file(flag(200, 100), "png")).webp())
        .extracting(Made::width)
        .containsExactly(200);
  }

  @Test
  void whereAndWithWhatItWasTakenIsGone() {
    byte[] sent = withExif(file(flag(400, 200), "jpeg"), 1);
    assertThat(holds(sent, SECRET)).isTrue();
    var made = WORKS.prepare(sent);
    assertThat(holds(made.jpeg().bytes(), "Exif")).isFalse();
    for (var each : made.webp()) {
      assertThat(holds(each.bytes(), "Exif")).isFalse();
      assertThat(holds(each.bytes(), SECRET)).isFalse();
    }
  }

  @Test
  void phonesHeldAskewAreTurnedUpright() {
    var jpeg = file(flag(400, 200), "jpeg");
    // Where red is to be found afterwards, as a share of width and height.
    double[][] red = {
      {0.1, 0.5}, {0.9, 0.5}, {0.9, 0.5}, {0.1, 0.5}, {0.5, 0.1}, {0.5, 0.1}, {0.5, 0.9}, {0.5, 0.9}
    };
    for (int orientation = 1; orientation <= 8; orientation++) {
      var image = seen(WORKS.prepare(withExif(jpeg, orientation)).jpeg());
      boolean turned = orientation >= 5;
      assertThat(image.getWidth()).isEqualTo(turned ? 200 : 400);
      double[] at = red[orientation - 1];
      int x = (int) (at[0] * image.getWidth());
      int y = (int) (at[1] * image.getHeight());
      assertThat(isRed(image.getRGB(x, y))).as("orientation %d", orientation).isTrue();
      assertThat(isRed(image.getRGB(image.getWidth() - 1 - x, image.getHeight() - 1 - y)))
          .isFalse();
    }
  }

  @Test
  void whatIsTransparentLiesOnWhite() {
    var clear = new BufferedImage(100, 100, BufferedImage.TYPE_INT_ARGB);
    var image = seen(WORKS.prepare(file(clear, "png")).jpeg());
    assertThat(image.getRGB(50, 50) & 0xFFFFFF).isGreaterThan(0xFAFAFA);
  }

  @Test
  void ownWebpIsTakenAgain() {
    var once = WORKS.prepare(file(flag(400, 200), "png"));
    var again = WORKS.prepare(once.webp().getLast().bytes());
    assertThat(isRed(seen(again.jpeg()).getRGB(40, 100))).isTrue();
  }

  /** A few bytes that claim four hundred million pixels are refused before any is read. */
  @Test
  void smallFileCannotFillTheMemory() {
    byte[] png = file(flag(32, 32), "png");
    var head = ByteBuffer.wrap(png);
    head.putInt(16, 20_000).putInt(20, 20_000);
    var crc = new CRC32();
    crc.update(png, 12, 17);
    head.putInt(29, (int) crc.getValue());
    assertRefused(png, "picture_too_large");
    assertRefused(new byte[PictureWorks.BYTES_MAX + 1], "picture_too_large");
  }

  @Test
  void whatIsNoPictureIsRefusedWithWords() {
    assertRefused("<svg onload='alert(1)'/>".getBytes(StandardCharsets.UTF_8), "picture_type");
    assertRefused(new byte[0], "picture_type");
    assertRefused(file(flag(200, 20), "png"), "picture_shape");
    byte[] cut = file(flag(400, 200), "png");
    assertRefused(Arrays.copyOf(cut, 60), "picture_broken");
  }

  /** Whatever is flipped in a good file, the answer is a picture or words, never a fault. */
  @Test
  void damagedFilesNeverBreakTheWorks() {
    var random = new Random(7);
    var files =
        List.of(
            withExif(file(flag(120, 60), "jpeg"), 6),
            file(flag(120, 60), "png"),
            WORKS.prepare(file(flag(120, 60), "png")).webp().getLast().bytes());
    for (int round = 0; round < 150; round++) {
      byte[] bytes = files.get(round % files.size()).clone();
      for (int i = 0; i < 1 + random.nextInt(8); i++) {
        bytes[12 + random.nextInt(bytes.length - 12)] = (byte) random.nextInt();
      }
      try {
        assertThat(WORKS.prepare(bytes).webp()).isNotEmpty();
      } catch (ApiProblem refused) {
        assertThat(refused.status()).isEqualTo(422);
      }
    }
  }

  private static void assertRefused(byte[] bytes, String code) {
    assertThatThrownBy(() -> WORKS.prepare(bytes))
        .isInstanceOfSatisfying(
            ApiProblem.class,
            problem -> {
              assertThat(problem.status()).isEqualTo(422);
              assertThat(problem.code()).isEqualTo(code);
            });
  }
}
