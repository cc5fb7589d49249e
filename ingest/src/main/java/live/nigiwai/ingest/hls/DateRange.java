package live.nigiwai.ingest.hls;

import org.jspecify.annotations.Nullable;

/**
 * A cue that players other than ours can follow (EXT-X-DATERANGE, RFC 8216bis §4.4.5.1): a card
 * lies over the picture.
 *
 * @param id of the timeline's entry; never used for anything else
 * @param product what the card shows
 * @param start display time in ticks
 * @param end null while it still lies there
 */
record DateRange(String id, String product, long start, @Nullable Long end) {
  /** What the tag's attributes are read by. */
  static final String CLASS = "live.nigiwai" + ".pin";

  DateRange until(long ticks) {
    return new DateRange(id, product, start, Math.max(start, ticks));
  }
}
