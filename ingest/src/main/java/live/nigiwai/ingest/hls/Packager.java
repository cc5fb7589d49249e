package live.nigiwai.ingest.hls;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import live.nigiwai.ingest.media.AudioFrame;

/**
 * Cuts one rung of the ladder into parts and segments where the plan says.
 *
 * <p><i>Threading</i>: the show's thread only.
 */
sealed interface Packager permits RungPackager, SoundPackager {
  /** Where parts and segments go. */
  interface Output {
    /**
     * @param last whether its segment comes right behind it; nobody may see the one without the
     *     other
     */
    void part(SegmentPlan.Planned segment, String init, Part part, boolean last);

    void segment(Segment segment);
  }

  /** A segment is to start. */
  void plan(SegmentPlan.Planned segment);

  /** A part, not a segment's first, is to start here. */
  void partStarts(long position);

  void sound(AudioFrame frame);

  /** Builds every part whose sound is known. */
  void settle(long soundHorizon);

  /**
   * The run ends: the last picture lasts as long as the one before it, what is there is finished,
   * and a segment this rung never began becomes a gap, so that numbers stay aligned.
   *
   * @param runEnd where the longest rung ended
   */
  void end(long runEnd);

  /** Display time up to which this rung's pictures reach if it ended now. */
  long endIfEndedNow();

  /** No later run may start before this. */
  long axisEnd();

  /** A segment of these parts: its bytes are theirs, one after the other. */
  static Segment joined(
      SegmentPlan.Planned plan, String init, long durationTicks, int pictures, List<Part> parts) {
    int length = 0;
    for (Part part : parts) {
      length += part.bytes() == null ? 0 : part.bytes().length();
    }
    if (length == 0) {
      return Segment.gap(plan, init, durationTicks, parts);
    }
    byte[] all = new byte[length];
    int at = 0;
    for (Part part : parts) {
      if (part.bytes() != null) {
        part.bytes().getBytes(all, at);
        at += part.bytes().length();
      }
    }
    Buffer bytes = Part.wrapped(all);
    int[] from = {0};
    List<Part> slices =
        parts.stream()
            .map(
                part -> {
                  if (part.bytes() == null) {
                    return part;
                  }
                  int start = from[0];
                  from[0] += part.bytes().length();
                  return new Part(
                      bytes.slice(start, from[0]), part.durationTicks(), part.independent());
                })
            .toList();
    return new Segment(plan, init, durationTicks, pictures, slices, bytes, false);
  }
}
