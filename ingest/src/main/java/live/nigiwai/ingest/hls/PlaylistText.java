package live.nigiwai.ingest.hls;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import live.nigiwai.ingest.media.AacConfig;
import live.nigiwai.ingest.media.Sample;
import live.nigiwai.show.ShowTime;

/** Writes playlists (RFC 8216 §4), version 7: fMP4 segments. Pure. */
final class PlaylistText {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** Rates encoders mean when timestamps in whole milliseconds say something close. */
  private static final double[] COMMON_RATES = {
    15, 20, 24_000 / 1001.0, 24, 25, 30_000 / 1001.0, 30, 48, 50, 60_000 / 1001.0, 60
  };

  /**
   * One line of the multivariant playlist.
   *
   * @param framesPerSecond 0 where it is not known
   */
  record Variant(
      String rung,
      long averageBandwidth,
      long peakBandwidth,
      String videoCodec,
      int width,
      int height,
      double framesPerSecond) {}

  private PlaylistText() {}

  static String multivariant(List<Variant> variants) {
    StringBuilder text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n");
    text.append("#EXT-X-INDEPENDENT-SEGMENTS\n");
    for (Variant variant : variants) {
      text.append("#EXT-X-STREAM-INF:BANDWIDTH=").append(variant.peakBandwidth());
      text.append(",AVERAGE-BANDWIDTH=").append(variant.averageBandwidth());
      text.append(",CODECS=\"").append(variant.videoCodec()).append(',');
      text.append(AacConfig.HOUSE.codecs()).append('"');
      text.append(",RESOLUTION=").append(variant.width()).append('x').append(variant.height());
      if (variant.framesPerSecond() > 0) {
        text.append(",FRAME-RATE=");
        text.append(String.format(Locale.ROOT, "%.3f", commonRate(variant.framesPerSecond())));
      }
      text.append('\n').append(variant.rung()).append(".m3u8\n");
    }
    return text.toString();
  }

  static double commonRate(double measured) {
    double nearest = measured;
    double error = 0.0015 * measured;
    for (double rate : COMMON_RATES) {
      if (Math.abs(rate - measured) < error) {
        nearest = rate;
        error = Math.abs(rate - measured);
      }
    }
    return nearest;
  }

  /**
   * @param segments oldest first, at least one
   */
  static String media(String rung, Duration target, List<Segment> segments) {
    Segment first = segments.getFirst();
    boolean gaps = segments.stream().anyMatch(Segment::gap);
    StringBuilder text = new StringBuilder(256 + 160 * segments.size());
    // EXT-X-GAP is of version 8.
    text.append("#EXTM3U\n#EXT-X-VERSION:").append(gaps ? 8 : 7);
    text.append("\n#EXT-X-TARGETDURATION:").append(target.toSeconds());
    text.append("\n#EXT-X-MEDIA-SEQUENCE:").append(first.plan().number());
    text.append("\n#EXT-X-DISCONTINUITY-SEQUENCE:").append(first.plan().discontinuity());
    text.append("\n#EXT-X-INDEPENDENT-SEGMENTS\n");
    Segment before = null;
    for (Segment segment : segments) {
      boolean newRun =
          before != null && before.plan().discontinuity() != segment.plan().discontinuity();
      if (newRun) {
        text.append("#EXT-X-DISCONTINUITY\n");
      }
      if (before == null || newRun || !before.init().equals(segment.init())) {
        text.append("#EXT-X-MAP:URI=\"").append(rung).append('/').append(segment.init());
        text.append("\"\n");
      }
      text.append("#EXT-X-PROGRAM-DATE-TIME:").append(date(segment.plan().start())).append('\n');
      if (segment.gap()) {
        text.append("#EXT-X-GAP\n");
      }
      text.append("#EXTINF:").append(seconds(segment.durationTicks())).append(",\n");
      text.append(rung).append('/').append(segment.file()).append('\n');
      before = segment;
    }
    return text.toString();
  }

  private static String date(long ticks) {
    ShowTime time = ShowAxis.time(ticks);
    return DATE.format(time.instant());
  }

  private static String seconds(long ticks) {
    return String.format(Locale.ROOT, "%.6f", (double) ticks / Sample.TICKS_PER_SECOND);
  }
}
