package live.nigiwai.ingest.hls;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parts and segments that hold nothing, so that a suspended rung keeps its numbers and its players
 * learn at once that they must look elsewhere.
 *
 * <p><i>Threading</i>: the show's thread only.
 */
final class GapParts {
  private final Packager.Output output;
  private final List<Part> parts = new ArrayList<>();
  private SegmentPlan.@Nullable Planned open;
  private String init = "";
  private long partStart;

  GapParts(Packager.Output output) {
    this.output = output;
  }

  void segment(SegmentPlan.Planned segment, String initFile) {
    end(segment.start());
    open = segment;
    init = initFile;
    partStart = segment.start();
  }

  void part(long position) {
    part(position, false);
  }

  private void part(long position, boolean last) {
    SegmentPlan.Planned segment = open;
    if (segment != null && position > partStart) {
      Part gap = Part.gap(position - partStart);
      partStart = position;
      parts.add(gap);
      output.part(segment, init, gap, last);
    }
  }

  void end(long position) {
    SegmentPlan.Planned segment = open;
    if (segment == null) {
      return;
    }
    part(position, true);
    long length = Math.max(1, position - segment.start());
    output.segment(Segment.gap(segment, init, length, parts));
    open = null;
    parts.clear();
  }
}
