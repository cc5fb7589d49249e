package live.nigiwai.testkit.hls;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A multivariant playlist (section 4.4.6).
 *
 * @param renditions those of EXT-X-MEDIA that have a playlist
 * @param faults against the syntax
 */
public record Multivariant(
    int version, List<Variant> variants, List<Rendition> renditions, List<String> faults) {
  /**
   * @param resolution such as {@code 640x360}; null where there is none
   */
  public record Variant(
      String uri,
      long bandwidth,
      long averageBandwidth,
      List<String> codecs,
      @Nullable String resolution,
      double frameRate) {}

  public record Rendition(String type, String group, String name, String uri) {}

  public Multivariant {
    variants = List.copyOf(variants);
    renditions = List.copyOf(renditions);
    faults = List.copyOf(faults);
  }

  /** Reads what can be read. */
  static Multivariant parse(String text) {
    List<String> faults = new ArrayList<>();
    List<Variant> variants = new ArrayList<>();
    List<Rendition> renditions = new ArrayList<>();
    Lines lines = new Lines(text, faults);
    int version = 1;
    Attributes pending = null;
    while (lines.next()) {
      switch (lines.tag()) {
        case "" -> {
          if (pending == null) {
            faults.add("a URI without EXT-X-STREAM-INF: " + lines.value());
          } else {
            variants.add(variant(lines.value(), pending));
            pending = null;
          }
        }
        case "EXTM3U", "EXT-X-INDEPENDENT-SEGMENTS" -> lines.once();
        case "EXT-X-VERSION" -> {
          lines.once();
          version = (int) lines.whole();
        }
        case "EXT-X-STREAM-INF" -> {
          if (pending != null) {
            faults.add("EXT-X-STREAM-INF without a URI");
          }
          pending = lines.attributes("BANDWIDTH");
          if (!pending.has("CODECS")) {
            faults.add("EXT-X-STREAM-INF without CODECS");
          }
        }
        case "EXT-X-MEDIA" -> {
          Attributes media = lines.attributes("TYPE", "GROUP-ID", "NAME");
          String uri = media.text("URI");
          if (uri != null) {
            renditions.add(
                new Rendition(
                    media.textOr("TYPE", ""),
                    media.textOr("GROUP-ID", ""),
                    media.textOr("NAME", ""),
                    uri));
          }
        }
        case "EXTINF", "EXT-X-TARGETDURATION", "EXT-X-MEDIA-SEQUENCE", "EXT-X-PART", "EXT-X-MAP" ->
            faults.add(lines.tag() + " in a multivariant playlist");
        default -> {}
      }
    }
    if (variants.isEmpty()) {
      faults.add("no variant stream");
    }
    return new Multivariant(version, variants, renditions, faults);
  }

  private static Variant variant(String uri, Attributes line) {
    return new Variant(
        uri,
        line.whole("BANDWIDTH", 0),
        line.whole("AVERAGE-BANDWIDTH", 0),
        List.of(line.textOr("CODECS", "").split("\\s*,\\s*")),
        line.text("RESOLUTION"),
        line.decimal("FRAME-RATE", 0));
  }
}
