package live.nigiwai.ingest.transcode;

import java.util.regex.Pattern;

/**
 * One step of the ladder a player can choose from.
 *
 * @param name in URLs: 1–16 lower-case letters and digits
 * @param shortSide lines of the shorter side; 0 keeps the source's size. Never scales up
 * @param framesPerSecondMax higher source rates are thinned to this
 * @param kilobitsPerSecond of the pictures
 */
public record Rung(String name, int shortSide, int framesPerSecondMax, int kilobitsPerSecond) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,16}");

  /** How far the encoder may go above its average, and the buffer that averages it. */
  static final double PEAK = 1.06;

  static final double BUFFER_SECONDS = 1.2;

  public Rung {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("a rung's name must match " + NAME.pattern());
    }
    if (shortSide != 0 && (shortSide < 96 || shortSide > 2160)) {
      throw new IllegalArgumentException("shortSide must be 0 or 96-2160");
    }
    if (framesPerSecondMax < 10 || framesPerSecondMax > 120) {
      throw new IllegalArgumentException("framesPerSecondMax must be 10-120");
    }
    if (kilobitsPerSecond < 50 || kilobitsPerSecond > 50_000) {
      throw new IllegalArgumentException("kilobitsPerSecond must be 50-50000");
    }
  }

  /** The size of this rung for a source of the given display size: same shape, even sides. */
  Size sizeFor(int displayWidth, int displayHeight) {
    int sourceShort = Math.min(displayWidth, displayHeight);
    double scale = shortSide == 0 ? 1 : Math.min(1, (double) shortSide / sourceShort);
    return new Size(even(displayWidth * scale), even(displayHeight * scale));
  }

  record Size(int width, int height) {}

  private static int even(double side) {
    return Math.max(16, (int) Math.round(side / 2) * 2);
  }
}
