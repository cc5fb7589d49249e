package live.nigiwai.ingest.archive;

import java.util.Locale;

/**
 * One media file of one rung, about ten minutes of it.
 *
 * @param number from 1 in each rung
 * @param length of what the index vouches for
 * @param closed nothing is added any more
 * @param stored a copy is in the archive storage
 */
record Chunk(String rung, int number, long length, boolean closed, boolean stored) {
  static String file(String rung, int number) {
    return String.format(Locale.ROOT, "%s-%05d.media", rung, number);
  }

  String file() {
    return file(rung, number);
  }
}
