package live.nigiwai.ingest.hls;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import live.nigiwai.show.ShowTime;

/** Lists made by hand: segments of two seconds in six parts. */
final class Renditions {
  static final long START = ShowAxis.ticks(ShowTime.of(Instant.parse("2026-11-22T03:00:00.250Z")));
  static final long SEGMENT = 180_000;
  static final long PART = 30_000;
  static final MediaConfig.Segments LIMITS = MediaConfig.defaults().segments();

  private Renditions() {}

  static SegmentPlan.Planned plan(long number, long discontinuity, long start) {
    return new SegmentPlan.Planned(number, discontinuity, start, "s1-" + number, false);
  }

  static Segment segment(long number, long discontinuity, long start) {
    List<Part> parts = parts(number, 6);
    return Packager.joined(plan(number, discontinuity, start), "s1-init0.mp4", SEGMENT, 60, parts);
  }

  static List<Part> parts(long number, int count) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(new Part(Buffer.buffer(number + "." + i + " "), PART, i == 0));
    }
    return parts;
  }

  /** Segments from {@code first} on, and the open one behind them with so many parts. */
  static Rendition of(String name, long first, int segments, int openParts) {
    List<Segment> list = new ArrayList<>();
    for (int i = 0; i < segments; i++) {
      list.add(segment(first + i, 3, START + i * SEGMENT));
    }
    long next = first + segments;
    return new Rendition(
        name,
        "s1",
        list,
        0,
        openParts == 0 ? null : plan(next, 3, START + segments * SEGMENT),
        openParts == 0 ? "" : "s1-init0.mp4",
        parts(next, openParts),
        Map.of("s1-init0.mp4", Buffer.buffer("init")));
  }
}
