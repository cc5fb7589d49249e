package live.nigiwai.ingest.hls;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import live.nigiwai.ingest.archive.RecordedSegment;
import live.nigiwai.ingest.archive.Recording;

/**
 * The lists that reach further back than the memory: the DVR's window while a show is live, all of
 * it when it is over. Pure, but for what it reads from the recording.
 */
final class LongList {
  private LongList() {}

  /** What was recorded of a rung, without bytes. */
  static List<Segment> recorded(Recording recording, String rung) {
    List<RecordedSegment> all = recording.segments(rung);
    List<Segment> segments = new ArrayList<>(all.size());
    for (RecordedSegment one : all) {
      segments.add(segment(one));
    }
    return segments;
  }

  static Segment segment(RecordedSegment one) {
    String stem =
        one.file().endsWith(".m4s") ? one.file().substring(0, one.file().length() - 4) : one.file();
    SegmentPlan.Planned plan =
        new SegmentPlan.Planned(
            one.number(), one.discontinuity(), one.startTicks(), stem, one.slate());
    return new Segment(
        plan, one.init(), one.durationTicks(), one.pictures(), List.of(), null, one.gap());
  }

  /** The live list, with what was recorded before it, as far back as the DVR reaches. */
  static Rendition reachingBack(Rendition live, List<Segment> recorded, long dvrTicks) {
    long from = live.end() - dvrTicks;
    List<Segment> all = new ArrayList<>(recorded.size() + live.segments().size());
    long next = live.segments().isEmpty() ? live.openNumber() : live.segments().getFirst().number();
    for (Segment segment : recorded) {
      if (segment.number() < next && segment.end() > from) {
        all.add(segment);
      }
    }
    boolean dense = all.isEmpty() || all.getLast().number() == next - 1;
    if (!dense) {
      all.clear();
    }
    int older = all.size();
    all.addAll(live.segments());
    int first = 0;
    // Segments that were never there need no place in a list that has others.
    while (first < all.size() - 1 && older == 0 && all.get(first).gap()) {
      first++;
    }
    return with(live, all, first);
  }

  /**
   * All of a show that is over, without what stood in for the presenter. Its last numbers are those
   * the live list had, for players that were there.
   */
  static Rendition replay(String rung, List<Segment> recorded) {
    List<Segment> shown =
        recorded.stream().filter(segment -> !segment.gap() && !segment.plan().slate()).toList();
    return new Rendition(rung, "", renumbered(shown), 0, null, "", List.of(), Map.of());
  }

  private static List<Segment> renumbered(List<Segment> shown) {
    if (shown.isEmpty()) {
      return shown;
    }
    SegmentPlan.Planned last = shown.getLast().plan();
    List<Segment> out = new ArrayList<>(shown);
    long number = last.number();
    long discontinuity = last.discontinuity();
    for (int i = shown.size() - 1; i >= 0; i--) {
      Segment one = shown.get(i);
      if (i < shown.size() - 1
          && one.plan().discontinuity() != shown.get(i + 1).plan().discontinuity()) {
        discontinuity--;
      }
      SegmentPlan.Planned plan = one.plan();
      out.set(
          i,
          new Segment(
              new SegmentPlan.Planned(
                  number--, discontinuity, plan.start(), plan.stem(), plan.slate()),
              one.init(),
              one.durationTicks(),
              one.pictures(),
              List.of(),
              null,
              false));
    }
    return out;
  }

  private static Rendition with(Rendition live, List<Segment> segments, int first) {
    return new Rendition(
        live.name(),
        live.session(),
        segments,
        first,
        live.open(),
        live.openInit(),
        live.openParts(),
        live.inits());
  }
}
