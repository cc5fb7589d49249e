package live.nigiwai.ingest.hls;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a segment that is delivered by itself (RFC 8216bis §4.4.4.9).
 *
 * @param bytes one fragment; null where this rung has nothing to show (GAP)
 * @param durationTicks display time it covers
 * @param independent whether decoding can start with it
 */
record Part(@Nullable Buffer bytes, long durationTicks, boolean independent) {
  static Part gap(long durationTicks) {
    return new Part(null, durationTicks, false);
  }

  boolean gap() {
    return bytes == null;
  }
}
