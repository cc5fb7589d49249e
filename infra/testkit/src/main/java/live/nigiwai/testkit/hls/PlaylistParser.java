package live.nigiwai.testkit.hls;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import live.nigiwai.testkit.hls.MediaPlaylist.Control;
import live.nigiwai.testkit.hls.MediaPlaylist.Hint;
import live.nigiwai.testkit.hls.MediaPlaylist.Part;
import live.nigiwai.testkit.hls.MediaPlaylist.Reported;
import live.nigiwai.testkit.hls.MediaPlaylist.Segment;
import org.jspecify.annotations.Nullable;

/**
 * Reads playlists: leniently, so that following can go on, but with a list of everything that is
 * not as written in section 4.
 */
public final class PlaylistParser {
  /** Tags that concern the segment they stand before. */
  private static final List<String> OF_A_SEGMENT =
      List.of("EXT-X-DISCONTINUITY", "EXT-X-MAP", "EXT-X-PROGRAM-DATE-TIME", "EXT-X-KEY");

  private final List<String> faults = new ArrayList<>();
  private final Lines lines;

  private int version = 1;
  private int versionNeeded = 1;
  private int targetDuration;
  private double partTarget;
  private long mediaSequence;
  private long discontinuitySequence;
  private boolean independentSegments;
  private boolean ended;
  private @Nullable Control control;
  private long skipped = -1;
  private final List<Segment> segments = new ArrayList<>();
  private final List<Hint> hints = new ArrayList<>();
  private final List<Reported> reports = new ArrayList<>();
  private final Map<String, Map<String, String>> dateRanges = new HashMap<>();

  // What stands before the URI it belongs to.
  private long discontinuities;
  private @Nullable String map;
  private @Nullable Instant date;
  private boolean gap;
  private double duration = -1;
  private List<Part> parts = new ArrayList<>();

  private PlaylistParser(String text) {
    lines = new Lines(text, faults);
  }

  public static Multivariant multivariant(String text) {
    return Multivariant.parse(text);
  }

  public static MediaPlaylist media(String text) {
    PlaylistParser parser = new PlaylistParser(text);
    while (parser.lines.next()) {
      parser.line();
    }
    return parser.finish();
  }

  private void line() {
    String tag = lines.tag();
    if (OF_A_SEGMENT.contains(tag) && !parts.isEmpty()) {
      faults.add(tag + " after the first EXT-X-PART of its segment");
    }
    switch (tag) {
      case "" -> segmentUri(lines.value());
      case "EXTINF", "EXT-X-PART", "EXT-X-GAP", "EXT-X-BYTERANGE" -> segmentTag(tag);
      case "EXT-X-DISCONTINUITY", "EXT-X-MAP", "EXT-X-PROGRAM-DATE-TIME" -> segmentTag(tag);
      case "EXT-X-DATERANGE", "EXT-X-SKIP", "EXT-X-PRELOAD-HINT", "EXT-X-RENDITION-REPORT" ->
          metadata(tag);
      case "EXT-X-STREAM-INF", "EXT-X-MEDIA", "EXT-X-I-FRAME-STREAM-INF" ->
          faults.add(tag + " in a media playlist");
      default -> header(tag);
    }
  }

  private void header(String tag) {
    switch (tag) {
      case "EXTM3U" -> lines.once();
      case "EXT-X-VERSION" -> {
        lines.once();
        version = (int) lines.whole();
      }
      case "EXT-X-TARGETDURATION" -> {
        lines.once();
        targetDuration = (int) lines.whole();
      }
      case "EXT-X-MEDIA-SEQUENCE" -> mediaSequence = sequence();
      case "EXT-X-DISCONTINUITY-SEQUENCE" -> discontinuitySequence = sequence();
      case "EXT-X-INDEPENDENT-SEGMENTS" -> {
        lines.once();
        independentSegments = true;
      }
      case "EXT-X-ENDLIST" -> {
        lines.once();
        ended = true;
      }
      case "EXT-X-PART-INF" -> {
        lines.once();
        partTarget = lines.attributes("PART-TARGET").decimal("PART-TARGET", 0);
      }
      case "EXT-X-SERVER-CONTROL" -> {
        lines.once();
        Attributes said = lines.attributes();
        control =
            new Control(
                said.yes("CAN-BLOCK-RELOAD"),
                said.decimal("HOLD-BACK", 0),
                said.decimal("PART-HOLD-BACK", 0),
                said.decimal("CAN-SKIP-UNTIL", 0),
                said.yes("CAN-SKIP-DATERANGES"));
      }
      case "EXT-X-PLAYLIST-TYPE" -> {
        lines.once();
        if (!lines.value().matches("EVENT|VOD")) {
          faults.add("EXT-X-PLAYLIST-TYPE is " + lines.value());
        }
      }
      default -> {}
    }
  }

  private long sequence() {
    lines.once();
    if (!segments.isEmpty() || !parts.isEmpty() || discontinuities > 0) {
      faults.add(lines.tag() + " after the first segment");
    }
    return lines.whole();
  }

  private void segmentTag(String tag) {
    switch (tag) {
      case "EXTINF" -> duration();
      case "EXT-X-GAP" -> gap = true;
      case "EXT-X-DISCONTINUITY" -> discontinuities++;
      case "EXT-X-BYTERANGE" -> needs(4);
      case "EXT-X-MAP" -> {
        needs(6);
        map = lines.attributes("URI").text("URI");
      }
      case "EXT-X-PROGRAM-DATE-TIME" -> {
        if (date != null) {
          faults.add("EXT-X-PROGRAM-DATE-TIME twice before one segment");
        }
        date = date(lines.value());
      }
      default -> {
        Attributes part = lines.attributes("URI", "DURATION");
        parts.add(
            new Part(
                part.textOr("URI", ""),
                part.decimal("DURATION", 0),
                part.yes("INDEPENDENT"),
                part.yes("GAP")));
      }
    }
  }

  private void duration() {
    if (duration >= 0) {
      faults.add("EXTINF twice before one URI");
    }
    String value = lines.value();
    int comma = value.indexOf(',');
    String number = comma < 0 ? value : value.substring(0, comma);
    if (comma < 0 || !number.matches("\\d+(\\.\\d+)?")) {
      faults.add("EXTINF is not \"seconds,\": " + value);
    }
    if (number.contains(".")) {
      needs(3);
    }
    duration = Math.max(0, Attributes.number(number, 0));
  }

  private void segmentUri(String uri) {
    if (duration < 0) {
      faults.add("a URI without EXTINF: " + uri);
    }
    segments.add(segment(uri));
    date = null;
    gap = false;
    duration = -1;
    parts = new ArrayList<>();
  }

  private Segment segment(String uri) {
    long number = mediaSequence + Math.max(0, skipped) + segments.size();
    double seconds = Math.max(0, duration);
    long discontinuity = discontinuitySequence + discontinuities;
    return new Segment(number, discontinuity, uri, seconds, gap, map, date, parts);
  }

  private void metadata(String tag) {
    switch (tag) {
      case "EXT-X-SKIP" -> {
        lines.once();
        Attributes skip = lines.attributes("SKIPPED-SEGMENTS");
        skipped = skip.whole("SKIPPED-SEGMENTS", 0);
        needs(skip.has("RECENTLY-REMOVED-DATERANGES") ? 10 : 9);
        if (!segments.isEmpty()) {
          faults.add("EXT-X-SKIP after the first segment");
        }
      }
      case "EXT-X-PRELOAD-HINT" -> {
        Attributes hint = lines.attributes("TYPE", "URI");
        hints.add(new Hint(hint.textOr("TYPE", ""), hint.textOr("URI", "")));
      }
      case "EXT-X-RENDITION-REPORT" -> {
        Attributes report = lines.attributes("URI", "LAST-MSN");
        reports.add(
            new Reported(
                report.textOr("URI", ""),
                report.whole("LAST-MSN", -1),
                report.whole("LAST-PART", -1)));
      }
      default -> dateRange(lines.attributes("ID"));
    }
  }

  /** Tags of one id add up; what they say twice must be the same (section 4.4.5.1). */
  private void dateRange(Attributes written) {
    Map<String, String> known =
        dateRanges.computeIfAbsent(written.textOr("ID", ""), id -> new HashMap<>());
    written
        .all()
        .forEach(
            (name, value) -> {
              String before = known.putIfAbsent(name, value);
              if (before != null && !before.equals(value)) {
                faults.add("EXT-X-DATERANGE " + written.textOr("ID", "") + " has two " + name);
              }
            });
  }

  private void needs(int least) {
    versionNeeded = Math.max(versionNeeded, least);
  }

  private @Nullable Instant date(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException wrong) {
      faults.add("EXT-X-PROGRAM-DATE-TIME is not a date: " + text);
      return null;
    }
  }

  private MediaPlaylist finish() {
    if (targetDuration <= 0) {
      faults.add("no EXT-X-TARGETDURATION");
    }
    if (duration >= 0) {
      faults.add("EXTINF without a URI");
    }
    if (partTarget <= 0
        && (!parts.isEmpty() || segments.stream().anyMatch(s -> !s.parts().isEmpty()))) {
      faults.add("EXT-X-PART without EXT-X-PART-INF");
    }
    duration = -1;
    return new MediaPlaylist(
        version,
        versionNeeded,
        targetDuration,
        partTarget,
        mediaSequence,
        discontinuitySequence,
        independentSegments,
        ended,
        control,
        skipped,
        segments,
        segment(""),
        hints,
        reports,
        dateRanges,
        faults);
  }
}
