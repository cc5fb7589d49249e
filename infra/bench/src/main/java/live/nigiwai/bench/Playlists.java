package live.nigiwai.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;

/**
 * What the playlists said, read once for all viewers: answers are alike, so each is parsed for the
 * first who gets it, and that moment is when its new parts were published.
 *
 * <p><i>Threading</i>: the crowd's one event loop.
 */
final class Playlists {
  private static final int ANSWERS_MAX = 64;
  private static final int PARTS_MAX = 2_000;
  private static final int SEEN_MAX = 48;

  /** What a browser sends with each request to its own origin. */
  private static final String BROWSER =
      " HTTP/1.1\r\nHost: %s\r\nConnection: keep-alive\r\nsec-ch-ua-platform: \"Linux\"\r\n"
          + "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/150.0.0.0 Safari/537.36\r\n"
          + "sec-ch-ua: \"Chromium\";v=\"150\", \"Not.A/Brand\";v=\"99\"\r\n"
          + "sec-ch-ua-mobile: ?0\r\nAccept: */*\r\nSec-Fetch-Site: same-origin\r\n"
          + "Sec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty\r\nReferer: http://%s/watch/show\r\n"
          + "Accept-Encoding: gzip, deflate, br, zstd\r\nAccept-Language: ja,en;q=0.9\r\n\r\n";

  /** One answer, read. */
  static final class Edge {
    final EdgePlaylist playlist;
    final List<Part> parts;

    /** The request for the next one; empty when the show has ended. */
    final ByteBuf reload;

    private Edge(EdgePlaylist playlist, List<Part> parts, ByteBuf reload) {
      this.playlist = playlist;
      this.parts = parts;
      this.reload = reload;
    }
  }

  private final String authority;
  private final String folder;
  private final String rung;
  private final Map<Long, Edge> answers =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Edge> eldest) {
          return size() > ANSWERS_MAX;
        }
      };
  private final Map<String, Part> parts =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Part> eldest) {
          return size() > PARTS_MAX;
        }
      };
  private final Map<String, ByteBuf> requests = new HashMap<>();
  private final Deque<Integer> playlistLengths = new ArrayDeque<>();

  /**
   * @param folder with a slash at its end, for example {@code /hls/demo/}
   */
  Playlists(String authority, String folder, String rung) {
    this.authority = authority;
    this.folder = folder;
    this.rung = rung;
  }

  ByteBuf multivariant() {
    return requests.computeIfAbsent("index.m3u8", this::request);
  }

  /** The media playlist as the multivariant one names it. */
  ByteBuf media(byte[] multivariant, boolean gzip) {
    return requests.computeIfAbsent(
        EdgePlaylist.variant(text(multivariant, gzip), rung), this::request);
  }

  ByteBuf map(Edge edge) {
    return requests.computeIfAbsent(edge.playlist.mapUri(), this::request);
  }

  /** Reads an answer, or remembers it. */
  Edge read(byte[] body, boolean gzip) {
    var sum = new CRC32C();
    sum.update(body);
    long name = sum.getValue() << 24 | body.length & 0xffffff;
    Edge known = answers.get(name);
    if (known != null) {
      return known;
    }
    long now = System.nanoTime();
    playlistLengths.addLast(body.length);
    if (playlistLengths.size() > SEEN_MAX) {
      playlistLengths.removeFirst();
    }
    var playlist = EdgePlaylist.of(text(body, gzip));
    var listed = new ArrayList<Part>();
    for (EdgePlaylist.Listed line : playlist.parts()) {
      listed.add(parts.computeIfAbsent(line.uri(), uri -> part(line, now)));
    }
    Edge edge = new Edge(playlist, listed, reload(playlist));
    answers.put(name, edge);
    return edge;
  }

  private Part part(EdgePlaylist.Listed line, long now) {
    return new Part(
        line.place().segment(),
        line.place().index(),
        line.uri(),
        line.seconds(),
        line.independent(),
        line.endsAtMillis(),
        now,
        request(line.uri()));
  }

  private ByteBuf reload(EdgePlaylist playlist) {
    if (playlist.ended()) {
      return Unpooled.EMPTY_BUFFER;
    }
    String query =
        "?_HLS_msn=%d&_HLS_part=%d".formatted(playlist.next().segment(), playlist.next().index());
    return request(rung + ".m3u8" + query + (playlist.canSkip() ? "&_HLS_skip=YES" : ""));
  }

  private ByteBuf request(String uri) {
    String text = "GET " + folder + uri + BROWSER.formatted(authority, authority);
    return Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(text, US_ASCII));
  }

  private static String text(byte[] body, boolean gzip) {
    if (!gzip) {
      return new String(body, UTF_8);
    }
    try (var in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException notGzip) {
      throw new UncheckedIOException(notGzip);
    }
  }

  /** How long the last answers and parts were, for whoever serves the same bytes. */
  record Lengths(List<Integer> playlists, List<Integer> parts, double partSeconds) {}

  Lengths lengths() {
    var known = parts.values().stream().filter(part -> part.bytes >= 0).toList();
    var last = known.subList(Math.max(0, known.size() - SEEN_MAX), known.size());
    return new Lengths(
        List.copyOf(playlistLengths),
        last.stream().map(part -> (int) part.bytes).toList(),
        last.stream().mapToDouble(part -> part.seconds).average().orElse(0));
  }
}
