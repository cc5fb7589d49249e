package live.nigiwai.ingest.hls;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import live.nigiwai.ingest.media.Sample;
import org.jspecify.annotations.Nullable;

/**
 * The segments of one rung that can be had: those listed and those that just left the list.
 *
 * <p><i>Threading</i>: the show's thread only; what it hands out is immutable.
 */
final class SegmentWindow {
  /**
   * An initialisation segment and what it says.
   *
   * @param codecs as CODECS in the multivariant playlist lists them
   * @param width 0 for sound alone
   */
  record Init(String file, Buffer bytes, String codecs, int width, int height) {}

  private final String name;
  private final String session;
  private final MediaConfig.Segments limits;
  private final Deque<Segment> listed = new ArrayDeque<>();
  private final Deque<Segment> kept = new ArrayDeque<>();
  private final Map<String, Init> inits = new HashMap<>();
  private SegmentPlan.@Nullable Planned open;
  private String openInit = "";
  private final List<Part> openParts = new ArrayList<>();
  private int initsMade;
  private String initNow = "";
  private long peakBits;

  SegmentWindow(String name, String session, MediaConfig.Segments limits) {
    this.name = name;
    this.session = session;
    this.limits = limits;
  }

  String name() {
    return name;
  }

  boolean isEmpty() {
    return listed.isEmpty() && open == null;
  }

  /** Keeps the initialisation segment of a run. */
  Init openRun(Buffer bytes, String codecs, int width, int height) {
    for (Init known : inits.values()) {
      if (known.bytes().equals(bytes)) {
        initNow = known.file();
        return known;
      }
    }
    Init init = new Init(session + "-init" + initsMade++ + ".mp4", bytes, codecs, width, height);
    keepInit(init);
    return init;
  }

  /** Takes over an initialisation segment made before this process. */
  void keepInit(Init init) {
    initNow = init.file();
    inits.put(init.file(), init);
  }

  void part(SegmentPlan.Planned segment, String init, Part part) {
    open = segment;
    openInit = init;
    openParts.add(part);
  }

  void add(Segment segment) {
    open = null;
    openParts.clear();
    listed.add(segment);
    // The tail of a run may be a single picture: all peak and no length.
    if (segment.durationTicks() >= Sample.TICKS_PER_SECOND) {
      peakBits = Math.max(peakBits, segment.bitsPerSecond());
    }
    while (listed.size() > limits.listedMin() && leavesEnough()) {
      kept.add(listed.remove());
    }
    long keptTicks = ticks(limits.kept().toMillis());
    long listStart = listed.element().plan().start();
    while (!kept.isEmpty() && kept.element().end() < listStart - keptTicks) {
      kept.remove();
    }
    inits.keySet().removeIf(file -> !file.equals(initNow) && !used(file));
  }

  private boolean leavesEnough() {
    long without = -listed.element().durationTicks();
    for (Segment segment : listed) {
      without += segment.durationTicks();
    }
    return without >= ticks(limits.listed().toMillis());
  }

  private boolean used(String init) {
    return listed.stream().anyMatch(s -> s.init().equals(init))
        || kept.stream().anyMatch(s -> s.init().equals(init));
  }

  Rendition snapshot() {
    List<Segment> segments = new ArrayList<>(kept.size() + listed.size());
    segments.addAll(kept);
    segments.addAll(listed);
    Map<String, Buffer> files = new HashMap<>();
    inits.forEach((file, init) -> files.put(file, init.bytes()));
    return new Rendition(name, session, segments, kept.size(), open, openInit, openParts, files);
  }

  /**
   * How the multivariant playlist describes this rung; nothing before it has anything to show.
   *
   * @param expectedBits the rate it was made for, where nothing better was measured yet
   */
  Optional<PlaylistText.Variant> variant(long expectedBits) {
    Init init = inits.get(initNow);
    if (init == null || (open == null && listed.stream().allMatch(Segment::gap))) {
      return Optional.empty();
    }
    long ticks = 0;
    long bytes = 0;
    double rate = 0;
    for (Segment segment : listed) {
      if (segment.gap()) {
        continue;
      }
      ticks += segment.durationTicks();
      bytes += segment.bytes() == null ? 0 : segment.bytes().length();
      if (segment.durationTicks() >= Sample.TICKS_PER_SECOND) {
        rate = (double) segment.pictures() * Sample.TICKS_PER_SECOND / segment.durationTicks();
      }
    }
    long average = ticks == 0 ? expectedBits : bytes * 8 * Sample.TICKS_PER_SECOND / ticks;
    long peak = Math.max(peakBits, Math.max(average, ticks == 0 ? expectedBits : 0));
    return Optional.of(
        new PlaylistText.Variant(
            name,
            Math.round(average * 1.1),
            Math.round(peak * 1.25),
            init.codecs(),
            init.width(),
            init.height(),
            rate));
  }

  private static long ticks(long millis) {
    return millis * Sample.TICKS_PER_MILLI;
  }
}
