package live.nigiwai.bench;

import java.util.Arrays;

/**
 * A frame that shows the time to a machine: the lowest fifth of the picture is two rows of sixteen
 * cells, black or white; 24 bits of epoch milliseconds and 8 that check them. Cells are so large
 * that they survive a small rung. Above them a bar moves, so that the encoder has something to do.
 *
 * <p>4:2:0 planes one after the other, as FFmpeg's {@code rawvideo} takes them.
 */
final class ClockPicture {
  static final int COLUMNS = 16;
  static final int ROWS = 2;
  private static final int CLOCK_BITS = 24;
  private static final int BLACK_IS_NO_CLOCK = 0xa5;
  private static final byte BLACK = 24;
  private static final byte WHITE = (byte) 225;
  private static final byte GREY = (byte) 128;

  /**
   * Runs in the page, at each frame: reads the cells back, undefined where they do not check.
   * {@code pen} is the context of a canvas of 160 × 20 pixels.
   */
  static final String READ =
      """
      function readClock(video, pen) {
        const w = video.videoWidth, h = video.videoHeight;
        pen.drawImage(video, 0, h * 0.8, w, h * 0.2, 0, 0, 160, 20);
        const data = pen.getImageData(0, 0, 160, 20).data;
        let clock = 0, check = 0;
        for (let cell = 0; cell < 32; cell++) {
          const left = (cell % 16) * 10 + 3, top = Math.floor(cell / 16) * 10 + 3;
          let sum = 0;
          for (let y = 0; y < 4; y++)
            for (let x = 0; x < 4; x++) sum += data[((top + y) * 160 + left + x) * 4 + 1];
          const bit = sum / 16 > 126 ? 1 : 0;
          if (cell < 24) clock = clock * 2 + bit;
          else check = check * 2 + bit;
        }
        return ((Math.imul(clock, 0x9e3779b1) >>> 24) ^ 0xa5) === check ? clock : undefined;
      }
      """;

  private final int width;
  private final int height;
  final byte[] planes;

  ClockPicture(int width, int height) {
    this.width = width;
    this.height = height;
    this.planes = new byte[width * height * 3 / 2];
    Arrays.fill(planes, width * height, planes.length, GREY);
  }

  /** The bits that stand for a moment. */
  static int cells(long epochMillis) {
    int clock = (int) (epochMillis & (1 << CLOCK_BITS) - 1);
    return clock << 8 | clock * 0x9e3779b1 >>> 24 ^ BLACK_IS_NO_CLOCK;
  }

  void draw(long number, long epochMillis) {
    int barsTop = height * 4 / 5;
    int bar = (int) (number * 7 % width);
    for (int y = 0; y < barsTop; y++) {
      int row = y * width;
      Arrays.fill(planes, row, row + width, (byte) (50 + y * 120 / height));
      Arrays.fill(planes, row + bar, row + Math.min(width, bar + width / 12), WHITE);
    }
    int cells = cells(epochMillis);
    for (int y = barsTop; y < height; y++) {
      int line = (y - barsTop) * ROWS / (height - barsTop);
      for (int column = 0; column < COLUMNS; column++) {
        int bit = cells >>> 31 - line * COLUMNS - column & 1;
        Arrays.fill(
            planes,
            y * width + column * width / COLUMNS,
            y * width + (column + 1) * width / COLUMNS,
            bit == 1 ? WHITE : BLACK);
      }
    }
  }
}
