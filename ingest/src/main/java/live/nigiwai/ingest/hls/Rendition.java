package live.nigiwai.ingest.hls;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import live.nigiwai.ingest.hls.SegmentPlan.Planned;
import org.jspecify.annotations.Nullable;

/**
 * What one rung can serve at this moment: the finished segments, the one being made, and what has
 * left the list but not yet the memory. Immutable.
 *
 * @param name of the rung
 * @param session what the names of this process's files begin with
 * @param segments contiguous by number, oldest first; those before {@code firstListed} are kept for
 *     players that still ask for them
 * @param firstListed index of the first segment that the playlist lists
 * @param open the segment that parts are being added to; null between runs
 * @param openInit its initialisation segment
 * @param openParts its parts so far
 * @param inits initialisation segments by file name
 */
record Rendition(
    String name,
    String session,
    List<Segment> segments,
    int firstListed,
    @Nullable Planned open,
    String openInit,
    List<Part> openParts,
    Map<String, Buffer> inits) {

  Rendition {
    segments = List.copyOf(segments);
    openParts = List.copyOf(openParts);
    inits = Map.copyOf(inits);
  }

  /** What the files of a segment still to come are called. */
  String stem(long number) {
    return session + "-" + number;
  }

  /** Nothing was ever shown. */
  boolean isEmpty() {
    return segments.isEmpty() && open == null;
  }

  List<Segment> listed() {
    return segments.subList(firstListed, segments.size());
  }

  /** Number of the segment that parts are being added to, whether it has any or not. */
  long openNumber() {
    return open != null ? open.number() : segments.getLast().number() + 1;
  }

  /** How many parts a segment has had so far; -1 for one that cannot be asked about. */
  int partCount(long number) {
    if (number == openNumber()) {
      return openParts.size();
    }
    Segment segment = segment(number);
    return segment == null ? -1 : segment.parts().size();
  }

  /** Where the newest part stands. */
  Edge edge() {
    if (!openParts.isEmpty()) {
      return new Edge(openNumber(), openParts.size() - 1);
    }
    Segment last = segments.getLast();
    return new Edge(last.number(), Math.max(0, last.parts().size() - 1));
  }

  /** A place in the list of parts. */
  record Edge(long number, int part) {}

  @Nullable Segment segment(long number) {
    if (segments.isEmpty()) {
      return null;
    }
    long index = number - segments.getFirst().number();
    return index < 0 || index >= segments.size() ? null : segments.get((int) index);
  }

  /** An initialisation segment, a segment or a part by its name; null for what is not there. */
  @Nullable Buffer file(String name) {
    Buffer init = inits.get(name);
    if (init != null) {
      return init;
    }
    MediaFile file = MediaFile.parse(name);
    if (file == null) {
      return null;
    }
    if (open != null && file.number() == open.number()) {
      return file.part() < 0 ? null : part(open, openParts, file);
    }
    Segment segment = segment(file.number());
    if (segment == null) {
      return null;
    }
    if (file.part() >= 0) {
      return part(segment.plan(), segment.parts(), file);
    }
    return segment.plan().stem().equals(file.stem()) ? segment.bytes() : null;
  }

  /** Whether this is the part that the list hints at. */
  boolean hinted(String name) {
    return name.equals(stem(openNumber()) + "." + openParts.size() + ".m4s");
  }

  private static @Nullable Buffer part(Planned plan, List<Part> parts, MediaFile file) {
    boolean there = plan.stem().equals(file.stem()) && file.part() < parts.size();
    return there ? parts.get(file.part()).bytes() : null;
  }

  /** Where what can be played ends. */
  long end() {
    if (open == null) {
      return segments.isEmpty() ? 0 : segments.getLast().end();
    }
    long end = open.start();
    for (Part part : openParts) {
      end += part.durationTicks();
    }
    return end;
  }
}
