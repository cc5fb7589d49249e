package live.nigiwai.web.demo;

import java.util.OptionalInt;

/**
 * The time of day as light and dark cells under the clock: a program that looks at the picture can
 * tell to the millisecond which moment it sees, on any rung, without reading digits. Two rows of 16
 * cells, highest bit first: 27 bits of milliseconds since midnight UTC, then five that check them.
 */
final class TimeMarks {
  static final int COLUMNS = 16;
  static final int ROWS = 2;
  private static final int MILLIS_PER_DAY = 86_400_000;

  private TimeMarks() {}

  static int encode(long epochMillis) {
    int millis = (int) Math.floorMod(epochMillis, (long) MILLIS_PER_DAY);
    return millis << 5 | check(millis);
  }

  /** Milliseconds since midnight UTC, or nothing when the cells do not check. */
  static OptionalInt decode(int cells) {
    int millis = cells >>> 5;
    boolean good = millis < MILLIS_PER_DAY && (cells & 31) == check(millis);
    return good ? OptionalInt.of(millis) : OptionalInt.empty();
  }

  private static int check(int millis) {
    return millis % 31 ^ 0b10101;
  }
}
