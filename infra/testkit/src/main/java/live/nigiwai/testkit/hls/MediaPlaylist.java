package live.nigiwai.testkit.hls;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One version of a media playlist (section 4.4.3).
 *
 * @param versionNeeded what the tags and attributes in use ask for
 * @param targetDuration in seconds; 0 where it is missing
 * @param partTarget in seconds; 0 where there are no parts
 * @param skipped segments an EXT-X-SKIP stands for; -1 where there is none
 * @param segments complete ones, oldest first; after a skip only those that are written
 * @param open what comes after the last complete segment: its parts so far, maybe none
 * @param faults against the syntax
 */
public record MediaPlaylist(
    int version,
    int versionNeeded,
    int targetDuration,
    double partTarget,
    long mediaSequence,
    long discontinuitySequence,
    boolean independentSegments,
    boolean ended,
    @Nullable Control control,
    long skipped,
    List<Segment> segments,
    Segment open,
    List<Hint> hints,
    List<Reported> reports,
    Map<String, Map<String, String>> dateRanges,
    List<String> faults) {

  /** EXT-X-SERVER-CONTROL; 0 where an attribute is missing. */
  public record Control(
      boolean blocks, double holdBack, double partHoldBack, double skipUntil, boolean skipsDates) {}

  /**
   * @param number its media sequence number
   * @param discontinuity its discontinuity sequence number
   * @param uri "" for the one that is still open
   * @param map URI of its initialisation segment
   */
  public record Segment(
      long number,
      long discontinuity,
      String uri,
      double duration,
      boolean gap,
      @Nullable String map,
      @Nullable Instant date,
      List<Part> parts) {
    public Segment {
      parts = List.copyOf(parts);
    }

    Segment withoutParts() {
      return new Segment(number, discontinuity, uri, duration, gap, map, date, List.of());
    }

    double partSum() {
      return parts.stream().mapToDouble(Part::duration).sum();
    }
  }

  public record Part(String uri, double duration, boolean independent, boolean gap) {}

  public record Hint(String type, String uri) {}

  /**
   * @param lastPart -1 where it is not said
   */
  public record Reported(String uri, long lastNumber, long lastPart) {}

  /** A part's place in the presentation, or where the next will be. */
  public record Position(long number, int part) implements Comparable<Position> {
    @Override
    public int compareTo(Position other) {
      return number != other.number
          ? Long.compare(number, other.number)
          : Integer.compare(part, other.part);
    }

    @Override
    public String toString() {
      return number + "." + part;
    }
  }

  public MediaPlaylist {
    segments = List.copyOf(segments);
    hints = List.copyOf(hints);
    reports = List.copyOf(reports);
    dateRanges = Map.copyOf(dateRanges);
    faults = List.copyOf(faults);
  }

  /** Where the next part, or the next segment, will be. */
  Position next() {
    return new Position(open.number(), open.parts().size());
  }

  boolean blocks() {
    return control != null && control.blocks();
  }

  boolean lowLatency() {
    return partTarget > 0;
  }

  double duration() {
    return segments.stream().mapToDouble(Segment::duration).sum();
  }

  Optional<Segment> segment(long number) {
    if (segments.isEmpty()) {
      return Optional.empty();
    }
    long index = number - segments.getFirst().number();
    return index < 0 || index >= segments.size()
        ? Optional.empty()
        : Optional.of(segments.get((int) index));
  }

  /** What a part was at its place, where it is still listed. */
  Optional<Part> part(Position at) {
    Segment in = at.number() == open.number() ? open : segment(at.number()).orElse(null);
    return in == null || at.part() >= in.parts().size()
        ? Optional.empty()
        : Optional.of(in.parts().get(at.part()));
  }

  /**
   * The whole playlist a delta update stands for (section 6.3.7): what it skips is taken from the
   * version before; empty where that one does not have it.
   */
  Optional<MediaPlaylist> merge(MediaPlaylist delta) {
    if (delta.skipped < 0) {
      return Optional.of(delta);
    }
    List<Segment> whole = new ArrayList<>();
    for (long i = 0; i < delta.skipped; i++) {
      Segment known = segment(delta.mediaSequence + i).orElse(null);
      if (known == null) {
        return Optional.empty();
      }
      whole.add(known);
    }
    if (whole.isEmpty()) {
      return Optional.empty();
    }
    Segment before = whole.getLast();
    // The delta's own numbers count from its tag as if nothing were skipped.
    long shift = before.discontinuity() - delta.discontinuitySequence;
    delta.segments.forEach(segment -> whole.add(after(before, segment, shift)));
    return Optional.of(
        new MediaPlaylist(
            delta.version,
            delta.versionNeeded,
            delta.targetDuration,
            delta.partTarget,
            delta.mediaSequence,
            delta.discontinuitySequence,
            delta.independentSegments,
            delta.ended,
            delta.control,
            -1,
            whole,
            after(before, delta.open, shift),
            delta.hints,
            delta.reports,
            delta.dateRanges,
            List.of()));
  }

  private static Segment after(Segment before, Segment written, long shift) {
    return new Segment(
        written.number(),
        written.discontinuity() + shift,
        written.uri(),
        written.duration(),
        written.gap(),
        written.map() == null ? before.map() : written.map(),
        written.date(),
        written.parts());
  }
}
