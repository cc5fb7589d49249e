package live.nigiwai.web.demo;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import javax.imageio.ImageIO;

/**
 * A still in the encoder's own colours (BT.709, limited range, chroma at half size), so that no
 * frame is ever converted. Sides are even.
 *
 * @param alpha opacity 0–255 at full size; all 255 for photographs
 */
record Picture(int width, int height, byte[] luma, byte[] blue, byte[] red, byte[] alpha) {

  /** BT.709 luma in 1/65536, for full-range RGB to limited-range luma. */
  private static final int LUMA_RED = 11_966;

  private static final int LUMA_GREEN = 40_254;
  private static final int LUMA_BLUE = 4_064;

  /** Reads a resource of this package's {@code /demo} folder, scaled by {@code scale}. */
  static Picture load(String resource, double scale) throws IOException {
    try (InputStream in = Picture.class.getResourceAsStream("/demo/" + resource)) {
      if (in == null) {
        throw new FileNotFoundException("no demo resource " + resource);
      }
      BufferedImage read = ImageIO.read(in);
      if (read == null) {
        throw new IOException("demo resource " + resource + " is not a picture");
      }
      return of(read, scale);
    }
  }

  static Picture of(BufferedImage image, double scale) {
    int width = Math.max(2, (int) Math.round(image.getWidth() * scale / 2) * 2);
    int height = Math.max(2, (int) Math.round(image.getHeight() * scale / 2) * 2);
    BufferedImage sized = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    Graphics2D pen = sized.createGraphics();
    if (scale != 1) {
      pen.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    }
    pen.drawImage(image, 0, 0, width, height, null);
    pen.dispose();
    return convert(((DataBufferInt) sized.getRaster().getDataBuffer()).getData(), width, height);
  }

  private static Picture convert(int[] argb, int width, int height) {
    byte[] luma = new byte[width * height];
    byte[] alpha = new byte[width * height];
    byte[] blue = new byte[width * height / 4];
    byte[] red = new byte[width * height / 4];
    for (int i = 0; i < argb.length; i++) {
      int p = argb[i];
      alpha[i] = (byte) (p >>> 24);
      luma[i] =
          (byte) (16 + (LUMA_RED * red(p) + LUMA_GREEN * green(p) + LUMA_BLUE * blue(p) >> 16));
    }
    for (int y = 0; y < height; y += 2) {
      for (int x = 0; x < width; x += 2) {
        int at = y * width + x;
        // Transparent pixels must not bleed their colour into the edge of a sprite.
        int weight = 1;
        int r = 0;
        int g = 0;
        int b = 0;
        for (int k = 0; k < 4; k++) {
          int p = argb[at + (k & 1) + (k >> 1) * width];
          int w = p >>> 24;
          r += w * red(p);
          g += w * green(p);
          b += w * blue(p);
          weight += w;
        }
        int half = y / 2 * (width / 2) + x / 2;
        blue[half] = (byte) Math.round(128 + (-0.1006f * r - 0.3386f * g + 0.4392f * b) / weight);
        red[half] = (byte) Math.round(128 + (0.4392f * r - 0.3989f * g - 0.0403f * b) / weight);
      }
    }
    return new Picture(width, height, luma, blue, red, alpha);
  }

  private static int red(int argb) {
    return argb >> 16 & 255;
  }

  private static int green(int argb) {
    return argb >> 8 & 255;
  }

  private static int blue(int argb) {
    return argb & 255;
  }

  /** The part from (x, y), moved to even coordinates. */
  Picture part(int x, int y, int partWidth, int partHeight) {
    int left = x & ~1;
    int top = y & ~1;
    int w = Math.min(partWidth & ~1, width - left);
    int h = Math.min(partHeight & ~1, height - top);
    return new Picture(
        w,
        h,
        cut(luma, width, left, top, w, h),
        cut(blue, width / 2, left / 2, top / 2, w / 2, h / 2),
        cut(red, width / 2, left / 2, top / 2, w / 2, h / 2),
        cut(alpha, width, left, top, w, h));
  }

  private static byte[] cut(byte[] plane, int stride, int x, int y, int w, int h) {
    byte[] out = new byte[w * h];
    for (int row = 0; row < h; row++) {
      System.arraycopy(plane, (y + row) * stride + x, out, row * w, w);
    }
    return out;
  }
}
