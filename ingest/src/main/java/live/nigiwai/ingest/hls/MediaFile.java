package live.nigiwai.ingest.hls;

import org.jspecify.annotations.Nullable;

/**
 * The name of a media file, {@code SESSION-NUMBER.m4s} or {@code SESSION-NUMBER.PART.m4s}. Pure.
 *
 * @param stem session and number
 * @param part -1 for the whole segment
 */
record MediaFile(String stem, long number, int part) {
  /** Null for what no segment can be called. */
  static @Nullable MediaFile parse(String name) {
    int dot = name.indexOf('.');
    int dash = name.lastIndexOf('-', dot);
    if (dash < 1 || dot - dash < 2 || dot - dash > 16 || !name.endsWith(".m4s")) {
      return null;
    }
    int end = name.length() - 4;
    try {
      int part = dot == end ? -1 : Integer.parseUnsignedInt(name, dot + 1, end, 10);
      long number = Long.parseUnsignedLong(name, dash + 1, dot, 10);
      return new MediaFile(name.substring(0, dot), number, part);
    } catch (NumberFormatException noNumber) {
      return null;
    }
  }
}
