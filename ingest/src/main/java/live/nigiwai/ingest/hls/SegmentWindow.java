package live.nigiwai.ingest.hls;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import live.nigiwai.ingest.media.AvcConfig;
import live.nigiwai.ingest.media.InitSegment;
import live.nigiwai.ingest.media.Sample;
import live.nigiwai.ingest.transcode.Rung;

/**
 * The segments of one rung that can be had: those listed and those that just left the list.
 *
 * <p><i>Threading</i>: the show's thread only; what it hands out is immutable.
 */
final class SegmentWindow {
  /** What viewers of one rung are served until the next segment. */
  record Snapshot(Buffer playlist, Map<String, Buffer> files) {
    Snapshot {
      files = Map.copyOf(files);
    }
  }

  private record Init(AvcConfig config, Buffer bytes) {}

  private final Rung rung;
  private final String session;
  private final MediaConfig.Segments limits;
  private final Deque<Segment> listed = new ArrayDeque<>();
  private final Deque<Segment> kept = new ArrayDeque<>();
  private final Map<String, Init> inits = new HashMap<>();
  private int initsMade;
  private String initNow = "";

  SegmentWindow(Rung rung, String session, MediaConfig.Segments limits) {
    this.rung = rung;
    this.session = session;
    this.limits = limits;
  }

  Rung rung() {
    return rung;
  }

  /** Makes the initialisation segment of a run and returns its file name. */
  String openRun(AvcConfig config) {
    initNow = session + "-init" + initsMade++ + ".mp4";
    inits.put(initNow, new Init(config, Buffer.buffer(InitSegment.write(config))));
    return initNow;
  }

  void add(Segment segment) {
    listed.add(segment);
    long end = segment.end();
    while (listed.size() > limits.listedMin() && leavesEnough()) {
      kept.add(listed.remove());
    }
    long keptTicks = ticks(limits.kept().toMillis());
    long listStart = listed.element().plan().start();
    while (!kept.isEmpty() && kept.element().end() < listStart - keptTicks) {
      kept.remove();
    }
    if (end >= 0) {
      inits.keySet().removeIf(file -> !file.equals(initNow) && !used(file));
    }
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

  boolean isEmpty() {
    return listed.isEmpty();
  }

  Snapshot snapshot() {
    Map<String, Buffer> files = new HashMap<>();
    inits.forEach((file, init) -> files.put(file, init.bytes()));
    for (Deque<Segment> segments : List.of(kept, listed)) {
      for (Segment segment : segments) {
        if (segment.bytes() != null) {
          files.put(segment.file(), segment.bytes());
        }
      }
    }
    String text = PlaylistText.media(rung.name(), limits.durationMax(), new ArrayList<>(listed));
    return new Snapshot(Buffer.buffer(text), files);
  }

  /** How the multivariant playlist describes this rung; nothing before it has a segment. */
  Optional<PlaylistText.Variant> variant() {
    List<Segment> measured = listed.stream().filter(s -> !s.gap()).toList();
    Init init = measured.isEmpty() ? null : inits.get(measured.getLast().init());
    if (init == null) {
      return Optional.empty();
    }
    long ticks = 0;
    long bytes = 0;
    long peak = 0;
    double rate = 0;
    for (Segment segment : measured) {
      ticks += segment.durationTicks();
      bytes += segment.bytes() == null ? 0 : segment.bytes().length();
      // The tail of a run may be a single picture: all peak and no length.
      if (segment.durationTicks() >= Sample.TICKS_PER_SECOND) {
        peak = Math.max(peak, segment.bitsPerSecond());
        rate = (double) segment.pictures() * Sample.TICKS_PER_SECOND / segment.durationTicks();
      }
    }
    long average = ticks == 0 ? 0 : bytes * 8 * Sample.TICKS_PER_SECOND / ticks;
    return Optional.of(
        new PlaylistText.Variant(
            rung.name(),
            Math.round(average * 1.1),
            Math.round(Math.max(peak, average) * 1.25),
            init.config().codecs(),
            init.config().format().displayWidth(),
            init.config().format().height(),
            rate));
  }

  private static long ticks(long millis) {
    return millis * Sample.TICKS_PER_MILLI;
  }
}
