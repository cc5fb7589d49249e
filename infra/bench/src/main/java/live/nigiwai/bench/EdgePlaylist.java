package live.nigiwai.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a viewer reads out of one answer of a low-latency media playlist: the parts listed, and what
 * to ask for next. Understands delta updates. Pure.
 *
 * @param next of the part after the last listed one
 * @param mapUri empty where none was listed
 */
record EdgePlaylist(
    boolean canSkip,
    double partTarget,
    boolean ended,
    List<Listed> parts,
    Place next,
    String mapUri) {
  /** Segment (media sequence number) and part. */
  record Place(long segment, int index) {}

  /**
   * A line of EXT-X-PART.
   *
   * @param endsAtMillis by PROGRAM-DATE-TIME; NaN before the first of those
   */
  record Listed(
      Place place, String uri, double seconds, boolean independent, double endsAtMillis) {}

  private static final Pattern DURATION = Pattern.compile("DURATION=([0-9.]+)");
  private static final Pattern URI = Pattern.compile("URI=\"([^\"]*)\"");
  private static final Pattern SKIPPED = Pattern.compile("SKIPPED-SEGMENTS=([0-9]+)");
  private static final Pattern TARGET = Pattern.compile("PART-TARGET=([0-9.]+)");

  static EdgePlaylist of(String text) {
    if (!text.startsWith("#EXTM3U")) {
      throw new IllegalArgumentException("this is no playlist");
    }
    boolean canSkip = text.contains("CAN-SKIP-UNTIL=");
    double target = 0;
    boolean ended = false;
    String map = "";
    var parts = new ArrayList<Listed>();
    long segment = 0;
    int index = 0;
    double segmentSeconds = 0;
    double at = Double.NaN;
    for (String line : text.split("\r?\n")) {
      if (line.startsWith("#EXT-X-MEDIA-SEQUENCE:")) {
        segment = Long.parseLong(line.substring(line.indexOf(':') + 1).strip());
      } else if (line.startsWith("#EXT-X-SKIP:")) {
        segment += Long.parseLong(found(SKIPPED, line));
      } else if (line.startsWith("#EXT-X-PART-INF:")) {
        target = Double.parseDouble(found(TARGET, line));
      } else if (line.startsWith("#EXT-X-MAP:")) {
        map = found(URI, line);
      } else if (line.startsWith("#EXT-X-PROGRAM-DATE-TIME:")) {
        at = Instant.parse(line.substring(line.indexOf(':') + 1).strip()).toEpochMilli();
      } else if (line.startsWith("#EXTINF:")) {
        segmentSeconds = Double.parseDouble(line.substring(8, line.indexOf(',')));
      } else if (line.startsWith("#EXT-X-PART:")) {
        double seconds = Double.parseDouble(found(DURATION, line));
        double before =
            parts.stream().skip(parts.size() - index).mapToDouble(Listed::seconds).sum();
        parts.add(
            new Listed(
                new Place(segment, index),
                found(URI, line),
                seconds,
                line.contains("INDEPENDENT=YES"),
                at + (before + seconds) * 1_000));
        index++;
      } else if (line.startsWith("#EXT-X-ENDLIST")) {
        ended = true;
      } else if (!line.startsWith("#") && !line.isBlank()) {
        segment++;
        index = 0;
        at += segmentSeconds * 1_000;
      }
    }
    return new EdgePlaylist(
        canSkip, target, ended, List.copyOf(parts), new Place(segment, index), map);
  }

  /** The URI of the first variant of a multivariant playlist whose name begins like this. */
  static String variant(String multivariant, String rung) {
    return multivariant
        .lines()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .filter(line -> line.startsWith(rung))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no rung " + rung));
  }

  private static String found(Pattern pattern, String line) {
    var matcher = pattern.matcher(line);
    if (!matcher.find()) {
      throw new IllegalArgumentException("no " + pattern + " in " + line);
    }
    return matcher.group(1);
  }
}
