package live.nigiwai.testkit.hls;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;
import live.nigiwai.testkit.hls.Fetcher.Response;
import live.nigiwai.testkit.hls.MediaPlaylist.Part;
import live.nigiwai.testkit.hls.MediaPlaylist.Position;
import live.nigiwai.testkit.hls.MediaPlaylist.Segment;
import org.jspecify.annotations.Nullable;

/**
 * The files of one rendition: downloads everything that is listed, once, and looks inside.
 *
 * <p><i>Threading</i>: the validator's thread only.
 */
final class RenditionMedia {
  /** When joining a long playlist, only so many segments from its end. */
  private static final int BACKLOG_MAX = 40;

  private record Stored(String uri, int length, long checksum) {}

  private final String rendition;
  private final URI base;
  private final Downloads downloads;
  private final Findings findings;
  private final SegmentRules segmentRules;
  private final PartRules partRules;

  private final Map<String, Movie> movies = new HashMap<>();
  private final Set<String> movieMissing = new HashSet<>();
  private final Map<String, byte[]> parts = new HashMap<>();
  private final Map<Long, Stored> stored = new HashMap<>();
  private final NavigableMap<Long, SegmentRules.Facts> facts = new TreeMap<>();
  private final Map<String, Response> hinted = new HashMap<>();
  private long lastSegment = -1;
  private int partCount;

  RenditionMedia(String rendition, URI base, Downloads downloads, Findings findings) {
    this.rendition = rendition;
    this.base = base;
    this.downloads = downloads;
    this.findings = findings;
    this.segmentRules = new SegmentRules(rendition, findings);
    this.partRules = new PartRules(rendition, findings);
  }

  /** What was learnt of the segments, by media sequence number. */
  NavigableMap<Long, SegmentRules.Facts> facts() {
    return facts;
  }

  double frameSeconds() {
    return segmentRules.frameSeconds();
  }

  int segmentCount() {
    return facts.size();
  }

  int partCount() {
    return partCount;
  }

  /** The initialisation segments that a playlist names and that could be read. */
  List<Movie> movies(MediaPlaylist playlist) {
    return playlist.segments().stream()
        .filter(segment -> !segment.gap())
        .map(segment -> movies.get(segment.map()))
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  /** Asks for a part before it is there, as players do. */
  void hint(String uri) {
    downloads
        .attempt(rendition, base.resolve(uri), type(), "the hinted part")
        .ifPresent(response -> hinted.put(uri, response));
  }

  /** Downloads what is new. */
  void update(MediaPlaylist playlist) {
    List<Segment> segments = playlist.segments();
    List<Segment> recent =
        segments.subList(Math.max(0, segments.size() - BACKLOG_MAX), segments.size());
    for (Segment segment : recent) {
      newParts(segment);
      if (segment.number() > lastSegment) {
        lastSegment = segment.number();
        if (!segment.gap()) {
          download(segment, playlist.independentSegments());
        }
      }
    }
    newParts(playlist.open());
    Set<String> listed = new HashSet<>();
    playlist.open().parts().forEach(part -> listed.add(part.uri()));
    segments.forEach(segment -> segment.parts().forEach(part -> listed.add(part.uri())));
    parts.keySet().retainAll(listed);
    hinted.keySet().removeIf(uri -> hinted.size() > 8 && !listed.contains(uri));
  }

  private void newParts(Segment segment) {
    Movie movie = segment.parts().isEmpty() || segment.gap() ? null : movie(segment);
    for (int i = 0; i < segment.parts().size(); i++) {
      Part part = segment.parts().get(i);
      if (movie == null || part.gap() || parts.containsKey(part.uri())) {
        continue;
      }
      Position at = new Position(segment.number(), i);
      URI uri = base.resolve(part.uri());
      Optional<byte[]> bytes =
          downloads.media(rendition, uri, type(), Rule.AVAILABLE, "part " + at);
      if (bytes.isPresent()) {
        partCount++;
        parts.put(part.uri(), bytes.get());
        partRules.part(at, part, movie, bytes.get());
        Response early = hinted.remove(part.uri());
        findings.check(
            early == null || early.ok() && Arrays.equals(early.body(), bytes.get()),
            Rule.HINT_DELIVERED,
            rendition,
            () ->
                at
                    + " was hinted, then published, but the hint was answered "
                    + (early == null || !early.ok() ? status(early) : "with other bytes"));
      } else {
        parts.put(part.uri(), new byte[0]);
      }
    }
  }

  private static String status(@Nullable Response response) {
    return response == null ? "not at all" : String.valueOf(response.status());
  }

  private void download(Segment segment, boolean independent) {
    Movie movie = movie(segment);
    URI uri = base.resolve(segment.uri());
    byte[] bytes =
        downloads
            .media(rendition, uri, type(), Rule.AVAILABLE, "segment " + segment.number())
            .orElse(null);
    if (bytes == null || movie == null) {
      return;
    }
    stored.put(segment.number(), new Stored(segment.uri(), bytes.length, checksum(bytes)));
    segmentRules
        .segment(segment, independent, movie, bytes)
        .ifPresent(known -> facts.put(segment.number(), known));
    List<byte[]> pieces = new ArrayList<>();
    segment.parts().forEach(part -> pieces.add(parts.getOrDefault(part.uri(), new byte[0])));
    if (!pieces.isEmpty()) {
      partRules.together(segment, pieces, bytes);
    }
  }

  private @Nullable Movie movie(Segment segment) {
    String uri = segment.map();
    if (uri == null || movieMissing.contains(uri)) {
      return null;
    }
    Movie known = movies.get(uri);
    if (known != null) {
      return known;
    }
    byte[] bytes =
        downloads
            .media(rendition, base.resolve(uri), "", Rule.AVAILABLE, "initialisation segment")
            .orElse(null);
    try {
      Movie movie = bytes == null ? null : BoxParser.movie(bytes);
      if (movie != null) {
        movies.put(uri, movie);
        segmentRules.init(uri, movie);
        return movie;
      }
    } catch (Box.MalformedException malformed) {
      findings.add(Rule.INIT, rendition, uri + ": " + malformed.getMessage());
    }
    movieMissing.add(uri);
    return null;
  }

  /** The type all files have: that of sound only where there are no pictures. */
  private String type() {
    Movie any = movies.values().stream().findFirst().orElse(null);
    if (any == null) {
      return "";
    }
    return any.video().isPresent() ? "video/mp4" : "audio/mp4";
  }

  /** One of the segments that just left must still be there, and one part likewise. */
  void left(MediaPlaylist before, MediaPlaylist after) {
    for (Segment segment : before.segments()) {
      if (segment.number() >= after.mediaSequence()) {
        break;
      }
      Stored known = stored.remove(segment.number());
      if (known != null) {
        String what = "segment " + segment.number() + ", which left the playlist,";
        downloads
            .media(rendition, base.resolve(known.uri()), type(), Rule.STILL_AVAILABLE, what)
            .ifPresent(
                bytes ->
                    findings.check(
                        bytes.length == known.length() && checksum(bytes) == known.checksum(),
                        Rule.STILL_AVAILABLE,
                        rendition,
                        () -> what + " is not the same any more"));
      }
    }
    for (Segment segment : before.segments()) {
      Segment now = after.segment(segment.number()).orElse(null);
      boolean trimmed = now != null && now.parts().isEmpty() && !segment.parts().isEmpty();
      if (trimmed && !segment.parts().getFirst().gap()) {
        URI uri = base.resolve(segment.parts().getFirst().uri());
        String what = "part " + segment.number() + ".0, which left the playlist,";
        downloads.media(rendition, uri, type(), Rule.STILL_AVAILABLE, what);
      }
    }
  }

  private static long checksum(byte[] bytes) {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    return sum.getValue();
  }
}
