package live.nigiwai.ingest.archive;

import java.util.List;
import java.util.Locale;

/**
 * A recording as the staff's pages show it. Times are milliseconds since the epoch.
 *
 * @param from when its first segment was shown, 0 while there is none
 * @param seconds of pictures in its longest rung, slates and holes left out: as long as its MP4
 * @param bytes of all rungs
 */
record RecordingView(
    String show,
    String recording,
    String state,
    List<AlarmView> alarms,
    long from,
    long to,
    double seconds,
    int segments,
    long bytes,
    List<RungView> rungs) {

  record AlarmView(String code, String ja, String en) {}

  /**
   * @param gaps segments that are missing
   */
  record RungView(
      String name, int width, int height, int segments, int gaps, double seconds, long bytes) {}

  static RecordingView of(Recording recording, RecordingEndpoints.Axis axis) {
    RecordingState state = recording.state();
    List<RungView> rungs = recording.rungs().stream().map(r -> rung(recording, r)).toList();
    long from = Long.MAX_VALUE;
    long to = 0;
    for (String rung : recording.rungs()) {
      List<RecordedSegment> segments = recording.segments(rung);
      if (!segments.isEmpty()) {
        from = Math.min(from, segments.getFirst().startTicks());
        to = Math.max(to, segments.getLast().endTicks());
      }
    }
    return new RecordingView(
        recording.show().value(),
        recording.id(),
        word(state.phase()),
        state.alarm().stream().map(a -> new AlarmView(word(a), a.ja(), a.en())).toList(),
        to == 0 ? 0 : axis.millis(from),
        to == 0 ? 0 : axis.millis(to),
        rungs.stream().mapToDouble(RungView::seconds).max().orElse(0),
        rungs.stream().mapToInt(RungView::segments).max().orElse(0),
        rungs.stream().mapToLong(RungView::bytes).sum(),
        rungs);
  }

  private static RungView rung(Recording recording, String name) {
    long ticks = 0;
    long bytes = 0;
    int kept = 0;
    RecordedInit init = null;
    List<RecordedSegment> segments = recording.segments(name);
    for (RecordedSegment segment : segments) {
      if (!segment.gap()) {
        kept++;
        ticks += segment.slate() ? 0 : segment.durationTicks();
        bytes += segment.length();
        if (init == null || !init.file().equals(segment.init())) {
          init = recording.init(name, segment.init()).orElse(init);
        }
      }
    }
    return new RungView(
        name,
        init == null ? 0 : init.width(),
        init == null ? 0 : init.height(),
        kept,
        segments.size() - kept,
        seconds(ticks),
        bytes);
  }

  static double seconds(long ticks) {
    return Math.round(ticks / 90.0) / 1_000.0;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
