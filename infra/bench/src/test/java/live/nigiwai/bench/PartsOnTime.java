package live.nigiwai.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * A show of nothing, cut as agreed: a part each 100 ms, five to a segment, blocking reloads. One
 * part's bytes can be held back on purpose.
 *
 * <p><i>Threading</i>: requests on virtual threads; what is published follows from the clock.
 */
final class PartsOnTime implements AutoCloseable {
  static final int PART_MILLIS = 100;
  private static final int PER_SEGMENT = 5;
  private static final int LISTED = 4;
  private static final Pattern NEXT = Pattern.compile("_HLS_msn=([0-9]+)&_HLS_part=([0-9]+)");

  private final HttpServer server;
  private final long began = System.currentTimeMillis() - 5_000;
  private final int heldBack;
  private final int heldMillis;

  /**
   * @param heldBack number of the part whose bytes come late, counted from now
   */
  PartsOnTime(int heldBack, int heldMillis) throws IOException {
    this.heldBack = newest() + heldBack;
    this.heldMillis = heldMillis;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/hls/x/", this::serve);
    server.start();
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  /** Number of the newest part. */
  private int newest() {
    return (int) ((System.currentTimeMillis() - began) / PART_MILLIS);
  }

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    try {
      if (path.endsWith("index.m3u8")) {
        answer(exchange, "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nsource.m3u8\n".getBytes(UTF_8));
      } else if (path.endsWith("source.m3u8")) {
        var next = NEXT.matcher(String.valueOf(exchange.getRequestURI().getQuery()));
        if (next.find()) {
          await(Integer.parseInt(next.group(1)) * PER_SEGMENT + Integer.parseInt(next.group(2)));
        }
        answer(exchange, playlist(newest()).getBytes(UTF_8));
      } else {
        if (path.endsWith("/p" + heldBack)) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(heldMillis));
        }
        answer(exchange, new byte[5_000]);
      }
    } finally {
      exchange.close();
    }
  }

  private void await(int part) {
    while (newest() < part) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }

  private String playlist(int last) {
    int first = Math.max(0, last / PER_SEGMENT - LISTED);
    var text = new StringBuilder("#EXTM3U\n#EXT-X-PART-INF:PART-TARGET=0.1\n");
    text.append("#EXT-X-MEDIA-SEQUENCE:").append(first).append('\n');
    text.append("#EXT-X-MAP:URI=\"source/init\"\n#EXT-X-PROGRAM-DATE-TIME:");
    long start = began + (long) first * PER_SEGMENT * PART_MILLIS;
    text.append(Instant.ofEpochMilli(start)).append('\n');
    for (int part = first * PER_SEGMENT; part <= last; part++) {
      text.append("#EXT-X-PART:DURATION=0.1,URI=\"source/p").append(part).append('"');
      text.append(part % PER_SEGMENT == 0 ? ",INDEPENDENT=YES\n" : "\n");
      if (part % PER_SEGMENT == PER_SEGMENT - 1) {
        text.append("#EXTINF:0.5,\nsource/s").append(part / PER_SEGMENT).append('\n');
      }
    }
    return text.toString();
  }

  private static void answer(HttpExchange exchange, byte[] body) throws IOException {
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
