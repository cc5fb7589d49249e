package live.nigiwai.ingest.hls;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import live.nigiwai.ingest.media.AacConfig;
import live.nigiwai.ingest.media.Sample;

/**
 * Writes playlists (RFC 8216bis §4.4), version 9: fMP4 segments with parts. Pure.
 *
 * <p>What is promised in the head (target duration, part target, hold-back, skip boundary) comes
 * from the configuration alone and never changes.
 */
final class PlaylistText {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** Rates encoders mean when timestamps in whole milliseconds say something close. */
  private static final double[] COMMON_RATES = {
    15, 20, 24_000 / 1001.0, 24, 25, 30_000 / 1001.0, 30, 48, 50, 60_000 / 1001.0, 60
  };

  /** Target durations from the end that parts are listed for, and that a delta always holds. */
  private static final int PARTS_TARGETS = 3;

  private static final int SKIP_TARGETS = 6;

  /**
   * One line of the multivariant playlist.
   *
   * @param codecs the value of CODECS
   * @param width 0 for sound alone
   * @param framesPerSecond 0 where it is not known
   */
  record Variant(
      String rung,
      long averageBandwidth,
      long peakBandwidth,
      String codecs,
      int width,
      int height,
      double framesPerSecond) {}

  /**
   * What a media playlist says beside its segments.
   *
   * @param suffix what is added to the URIs of playlists, for example {@code ?dvr}
   * @param edges where the other rungs stand, by name
   * @param over nothing follows
   * @param onDemand the whole show from its first segment, and it is over
   */
  record Surroundings(
      String suffix,
      Map<String, Rendition.Edge> edges,
      List<DateRange> dateRanges,
      boolean over,
      boolean onDemand) {}

  private PlaylistText() {}

  /** The multivariant playlist of these, written when first asked for. */
  static Rendered described(List<Variant> variants) {
    List<Variant> listed = List.copyOf(variants);
    return new Rendered(() -> multivariant(listed, ""));
  }

  static String multivariant(List<Variant> variants, String suffix) {
    StringBuilder text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n");
    text.append("#EXT-X-INDEPENDENT-SEGMENTS\n");
    for (Variant variant : variants) {
      text.append("#EXT-X-STREAM-INF:BANDWIDTH=").append(variant.peakBandwidth());
      text.append(",AVERAGE-BANDWIDTH=").append(variant.averageBandwidth());
      text.append(",CODECS=\"").append(variant.codecs()).append('"');
      if (variant.width() > 0) {
        text.append(",RESOLUTION=").append(variant.width()).append('x').append(variant.height());
      }
      if (variant.framesPerSecond() > 0) {
        text.append(",FRAME-RATE=");
        text.append(String.format(Locale.ROOT, "%.3f", commonRate(variant.framesPerSecond())));
      }
      text.append('\n').append(variant.rung()).append(".m3u8").append(suffix).append('\n');
    }
    return text.toString();
  }

  /** The value of CODECS for pictures with the house's sound. */
  static String codecs(String video) {
    return video + "," + AacConfig.HOUSE.codecs();
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

  /** The whole list. */
  static String media(Rendition rendition, MediaConfig.Segments limits, Surroundings around) {
    return media(rendition, limits, around, 0);
  }

  /**
   * The list for a player that already has what is older than the skip boundary; the whole list
   * where nothing can be left out, or where a discontinuity would be.
   */
  static String delta(Rendition rendition, MediaConfig.Segments limits, Surroundings around) {
    return media(rendition, limits, around, around.over() ? 0 : skippable(rendition, limits));
  }

  private static int skippable(Rendition rendition, MediaConfig.Segments limits) {
    long boundary = rendition.end() - SKIP_TARGETS * targetTicks(limits);
    List<Segment> listed = rendition.listed();
    int skipped = 0;
    while (skipped < listed.size() && listed.get(skipped).end() < boundary) {
      skipped++;
    }
    if (skipped == 0) {
      return 0;
    }
    boolean oneRun =
        listed.getFirst().plan().discontinuity() == listed.get(skipped - 1).plan().discontinuity();
    return oneRun ? skipped : 0;
  }

  private static String media(
      Rendition rendition, MediaConfig.Segments limits, Surroundings around, int skipped) {
    List<Segment> listed = rendition.listed();
    StringBuilder text = new StringBuilder(1_024 + 200 * (listed.size() - skipped));
    head(text, rendition, limits, around);
    if (skipped > 0) {
      text.append("#EXT-X-SKIP:SKIPPED-SEGMENTS=").append(skipped).append('\n');
    }
    long partsFrom =
        around.over() ? Long.MAX_VALUE : rendition.end() - PARTS_TARGETS * targetTicks(limits);
    // What was skipped is what the player goes on from: no tag may be taken as new.
    long run = skipped > 0 ? listed.get(skipped - 1).plan().discontinuity() : firstRun(rendition);
    String init = "";
    for (Segment segment : listed.subList(skipped, listed.size())) {
      boolean newRun = segment.plan().discontinuity() != run;
      begin(text, rendition.name(), segment.plan(), newRun, segment.init(), init);
      run = segment.plan().discontinuity();
      init = segment.init();
      if (segment.end() > partsFrom) {
        parts(text, rendition.name(), segment.plan(), segment.parts());
      }
      if (segment.gap()) {
        text.append("#EXT-X-GAP\n");
      }
      text.append("#EXTINF:").append(seconds(segment.durationTicks())).append(",\n");
      text.append(rendition.name()).append('/').append(segment.plan().stem()).append(".m4s\n");
    }
    SegmentPlan.Planned open = rendition.open();
    if (open != null && !around.over()) {
      begin(text, rendition.name(), open, open.discontinuity() != run, rendition.openInit(), init);
      parts(text, rendition.name(), open, rendition.openParts());
    }
    tail(text, rendition, around);
    return text.toString();
  }

  private static void head(
      StringBuilder text, Rendition rendition, MediaConfig.Segments limits, Surroundings around) {
    text.append("#EXTM3U\n#EXT-X-VERSION:9\n#EXT-X-TARGETDURATION:");
    text.append(limits.durationMax().toSeconds());
    if (!around.over()) {
      double part = limits.part().toMillis() / 1000.0;
      text.append("\n#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=");
      text.append(decimal(3 * part)).append(",HOLD-BACK=");
      text.append(3 * limits.durationMax().toSeconds()).append(",CAN-SKIP-UNTIL=");
      text.append(SKIP_TARGETS * limits.durationMax().toSeconds());
      text.append("\n#EXT-X-PART-INF:PART-TARGET=").append(decimal(part));
    }
    if (around.onDemand()) {
      text.append("\n#EXT-X-PLAYLIST-TYPE:VOD");
    }
    SegmentPlan.Planned first =
        rendition.listed().isEmpty() && rendition.open() != null
            ? rendition.open()
            : rendition.listed().getFirst().plan();
    text.append("\n#EXT-X-MEDIA-SEQUENCE:").append(first.number());
    text.append("\n#EXT-X-DISCONTINUITY-SEQUENCE:").append(first.discontinuity());
    text.append("\n#EXT-X-INDEPENDENT-SEGMENTS\n");
    for (DateRange range : around.dateRanges()) {
      text.append("#EXT-X-DATERANGE:ID=\"").append(range.id()).append("\",CLASS=\"");
      text.append(DateRange.CLASS).append("\",START-DATE=\"").append(date(range.start()));
      text.append('"');
      if (range.end() != null) {
        text.append(",END-DATE=\"").append(date(range.end())).append('"');
      }
      text.append(",X-PRODUCT=\"").append(range.product()).append("\"\n");
    }
  }

  private static long firstRun(Rendition rendition) {
    return rendition.listed().isEmpty()
        ? rendition.open() == null ? 0 : rendition.open().discontinuity()
        : rendition.listed().getFirst().plan().discontinuity();
  }

  private static void begin(
      StringBuilder text,
      String rung,
      SegmentPlan.Planned plan,
      boolean newRun,
      String init,
      String initBefore) {
    if (newRun) {
      text.append("#EXT-X-DISCONTINUITY\n");
    }
    if (!init.isEmpty() && (newRun || !initBefore.equals(init))) {
      text.append("#EXT-X-MAP:URI=\"").append(rung).append('/').append(init).append("\"\n");
    }
    text.append("#EXT-X-PROGRAM-DATE-TIME:").append(date(plan.start())).append('\n');
  }

  private static void parts(
      StringBuilder text, String rung, SegmentPlan.Planned plan, List<Part> parts) {
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      text.append("#EXT-X-PART:DURATION=").append(seconds(part.durationTicks()));
      text.append(",URI=\"").append(rung).append('/').append(plan.stem());
      text.append('.').append(i).append(".m4s\"");
      if (part.independent()) {
        text.append(",INDEPENDENT=YES");
      }
      if (part.gap()) {
        text.append(",GAP=YES");
      }
      text.append('\n');
    }
  }

  private static void tail(StringBuilder text, Rendition rendition, Surroundings around) {
    if (around.over()) {
      text.append("#EXT-X-ENDLIST\n");
      return;
    }
    text.append("#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"").append(rendition.name()).append('/');
    text.append(rendition.stem(rendition.openNumber())).append('.');
    text.append(rendition.openParts().size()).append(".m4s\"\n");
    around
        .edges()
        .forEach(
            (name, edge) -> {
              if (!name.equals(rendition.name())) {
                text.append("#EXT-X-RENDITION-REPORT:URI=\"").append(name).append(".m3u8");
                text.append(around.suffix()).append("\",LAST-MSN=").append(edge.number());
                text.append(",LAST-PART=").append(edge.part()).append('\n');
              }
            });
  }

  private static String date(long ticks) {
    return DATE.format(ShowAxis.time(ticks).instant());
  }

  private static long targetTicks(MediaConfig.Segments limits) {
    return limits.durationMax().toMillis() * Sample.TICKS_PER_MILLI;
  }

  /** Five decimals are enough for 1/90 000 s; written by hand because it is written often. */
  private static String seconds(long ticks) {
    long micros = Math.round(ticks * (1_000_000.0 / Sample.TICKS_PER_SECOND));
    String fraction = Long.toString(1_000_000 + micros % 1_000_000);
    return micros / 1_000_000 + "." + fraction.substring(1);
  }

  private static String decimal(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds).replaceAll("0+$", "").replaceAll("\\.$", "");
  }
}
