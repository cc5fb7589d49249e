package live.nigiwai.shop.catalog.picture;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * How a camera says that it was held askew: tag 0x0112 of the first directory in a JPEG's Exif
 * segment (Exif 2.32, 4.6.4). Phones leave pixels as they are and only set this tag, so it must be
 * obeyed before it is thrown away. Pure; what is malformed counts as upright.
 */
final class Orientation {
  static final int UPRIGHT = 1;

  private static final int TAG = 0x0112;
  private static final int ENTRIES_MAX = 512;
  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

  private Orientation() {}

  /** 1 to 8, as the tag says. */
  static int ofJpeg(byte[] bytes) {
    try {
      var in = ByteBuffer.wrap(bytes);
      if (in.getShort() != (short) 0xFFD8) {
        return UPRIGHT;
      }
      while (in.remaining() >= 4) {
        int marker = in.getShort() & 0xFFFF;
        int length = in.getShort() & 0xFFFF;
        if ((marker & 0xFF00) != 0xFF00 || marker == 0xFFDA || length < 2) {
          return UPRIGHT;
        }
        int next = in.position() + length - 2;
        if (marker == 0xFFE1 && startsWithExif(in)) {
          return ofTiff(in.slice(in.position() + EXIF.length, length - 2 - EXIF.length));
        }
        in.position(next);
      }
    } catch (RuntimeException malformed) {
      return UPRIGHT;
    }
    return UPRIGHT;
  }

  private static boolean startsWithExif(ByteBuffer in) {
    for (int i = 0; i < EXIF.length; i++) {
      if (in.get(in.position() + i) != EXIF[i]) {
        return false;
      }
    }
    return true;
  }

  private static int ofTiff(ByteBuffer tiff) {
    tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    int entries = Math.min(tiff.getShort(directory) & 0xFFFF, ENTRIES_MAX);
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + i * 12;
      if ((tiff.getShort(entry) & 0xFFFF) == TAG) {
        int value = tiff.getShort(entry + 8) & 0xFFFF;
        return value >= 1 && value <= 8 ? value : UPRIGHT;
      }
    }
    return UPRIGHT;
  }

  /** The picture as it was meant to be seen. */
  static BufferedImage upright(BufferedImage image, int orientation) {
    if (orientation == UPRIGHT) {
      return image;
    }
    int w = image.getWidth();
    int h = image.getHeight();
    boolean turned = orientation >= 5;
    var out = new BufferedImage(turned ? h : w, turned ? w : h, BufferedImage.TYPE_INT_RGB);
    // The six numbers of each matrix are x' = ax + cy + e and y' = bx + dy + f.
    var how =
        switch (orientation) {
          case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
          case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
          case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
          case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
          case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
          case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
          default -> new AffineTransform(0, -1, 1, 0, 0, w);
        };
    Graphics2D draw = out.createGraphics();
    draw.drawImage(image, how, null);
    draw.dispose();
    return out;
  }
}
