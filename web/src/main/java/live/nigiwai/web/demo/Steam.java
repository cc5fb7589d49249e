package live.nigiwai.web.demo;

/**
 * Steam over a cup and motes in the window's light: soft round glows whose places are functions of
 * time, so that any frame can be drawn without the one before.
 */
final class Steam {
  private static final int SIZES = 8;
  private static final int PUFFS = 11;
  private static final int MOTES = 16;
  private static final double PUFF_SECONDS = 3.4;

  private final byte[][] masks = new byte[SIZES][];
  private final int[] sides = new int[SIZES];
  private final byte[] mote;
  private final int moteSide;
  private final double scale;

  /**
   * @param x fraction of the picture's width
   * @param y fraction of the picture's height
   * @param strength 1 = a full cup close by
   */
  record Source(double x, double y, double strength) {}

  Steam(double scale) {
    this.scale = scale;
    for (int i = 0; i < SIZES; i++) {
      sides[i] = Math.max(4, (int) (scale * (26 + 15 * i)));
      masks[i] = disc(sides[i]);
    }
    moteSide = Math.max(4, (int) (scale * 9));
    mote = disc(moteSide);
  }

  private static byte[] disc(int side) {
    byte[] mask = new byte[side * side];
    double middle = (side - 1) / 2.0;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        double d = Math.hypot(x - middle, y - middle) / (side / 2.0);
        double soft = Math.max(0, 1 - d * d);
        mask[y * side + x] = (byte) (255 * soft * soft);
      }
    }
    return mask;
  }

  void rise(Canvas canvas, double x, double y, double seconds, double strength) {
    for (int i = 0; i < PUFFS; i++) {
      double life = fraction(seconds / PUFF_SECONDS + i / (double) PUFFS);
      double seed = i * 2.399;
      double sway =
          Math.sin(seconds * 0.9 + seed) * 16 * life + Math.sin(life * 5 + seed * 3) * 9 * life;
      int size = Math.min(SIZES - 1, (int) (life * SIZES));
      int side = sides[size];
      int left = (int) (x + sway * scale - side / 2.0);
      int top = (int) (y - life * 215 * scale - side * 0.5);
      int opacity = (int) (88 * strength * Math.sin(Math.PI * Math.sqrt(life)));
      canvas.glow(masks[size], side, left, top, 228, opacity);
    }
  }

  void drift(Canvas canvas, double seconds, int opacity) {
    for (int i = 0; i < MOTES; i++) {
      double seed = i * 0.618034;
      double across = fraction(seed + seconds * (0.006 + 0.002 * (i % 5)));
      double down = fraction(seed * 7.13 + seconds * (0.004 + 0.0015 * (i % 3)));
      double twinkle = 0.5 + 0.5 * Math.sin(seconds * (0.5 + 0.13 * (i % 4)) + i);
      int x = (int) ((across * 1.1 - 0.05) * canvas.width);
      int y =
          (int) ((0.1 + 0.55 * down) * canvas.height + 14 * scale * Math.sin(seconds * 0.4 + i));
      canvas.glow(mote, moteSide, x, y, 235, (int) (opacity * twinkle));
    }
  }

  private static double fraction(double value) {
    return value - Math.floor(value);
  }
}
