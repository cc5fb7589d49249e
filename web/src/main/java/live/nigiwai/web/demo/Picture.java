package live.nigiwai.web.demo;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
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
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    pen.drawImage(image, 0, 0, width, height, null);
    pen.dispose();
    return convert(sized.getRGB(0, 0, width, height, null, 0, width), width, height);
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
          (byte)
              Math.round(
                  16 + 0.1826 * (p >> 16 & 255) + 0.6142 * (p >> 8 & 255) + 0.0620 * (p & 255));
    }
    for (int y = 0; y < height; y += 2) {
      for (int x = 0; x < width; x += 2) {
        int at = y * width + x;
        double r = 0;
        double g = 0;
        double b = 0;
        double weight = 1e-3;
        for (int k : new int[] {at, at + 1, at + width, at + width + 1}) {
          // Transparent pixels must not bleed their colour into the edge of a sprite.
          double w = argb[k] >>> 24;
          r += w * (argb[k] >> 16 & 255);
          g += w * (argb[k] >> 8 & 255);
          b += w * (argb[k] & 255);
          weight += w;
        }
        int half = y / 2 * (width / 2) + x / 2;
        blue[half] = (byte) Math.round(128 + (-0.1006 * r - 0.3386 * g + 0.4392 * b) / weight);
        red[half] = (byte) Math.round(128 + (0.4392 * r - 0.3989 * g - 0.0403 * b) / weight);
      }
    }
    return new Picture(width, height, luma, blue, red, alpha);
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
