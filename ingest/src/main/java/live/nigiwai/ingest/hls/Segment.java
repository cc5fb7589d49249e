package live.nigiwai.ingest.hls;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import live.nigiwai.ingest.media.Sample;
import org.jspecify.annotations.Nullable;

/**
 * One finished media segment of one rung, immutable.
 *
 * @param init file name of the initialisation segment it needs
 * @param durationTicks display time it covers
 * @param parts in order; empty where it was known only as a whole
 * @param bytes all parts, one after another; null for a gap, and where they are no longer in memory
 * @param gap this rung has nothing to show
 */
record Segment(
    SegmentPlan.Planned plan,
    String init,
    long durationTicks,
    int pictures,
    List<Part> parts,
    @Nullable Buffer bytes,
    boolean gap) {
  Segment {
    parts = List.copyOf(parts);
  }

  /** Where this rung has nothing to show. */
  static Segment gap(SegmentPlan.Planned plan, String init, long durationTicks, List<Part> parts) {
    return new Segment(plan, init, durationTicks, 0, parts, null, true);
  }

  long number() {
    return plan.number();
  }

  long end() {
    return plan.start() + durationTicks;
  }

  long bitsPerSecond() {
    return bytes == null || durationTicks == 0
        ? 0
        : bytes.length() * 8L * Sample.TICKS_PER_SECOND / durationTicks;
  }
}
