package live.nigiwai.ingest.hls;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One finished media segment of one rung, immutable.
 *
 * @param init file name of the initialisation segment it needs
 * @param durationTicks display time it covers
 * @param bytes all parts, one after another; null for a gap, where this rung has no pictures
 */
record Segment(
    SegmentPlan.Planned plan,
    String file,
    String init,
    long durationTicks,
    int pictures,
    List<Part> parts,
    @Nullable Buffer bytes) {
  Segment {
    parts = List.copyOf(parts);
  }

  /**
   * A piece of a segment that can be delivered by itself.
   *
   * @param offset in the segment
   * @param independent whether decoding can start with it
   */
  record Part(int offset, int length, long durationTicks, boolean independent) {}

  boolean gap() {
    return bytes == null;
  }

  long end() {
    return plan.start() + durationTicks;
  }

  long bitsPerSecond() {
    return bytes == null || durationTicks == 0
        ? 0
        : bytes.length() * 8L * live.nigiwai.ingest.media.Sample.TICKS_PER_SECOND / durationTicks;
  }
}
