package live.nigiwai.ingest.hls;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import live.nigiwai.show.ShowId;
import org.jspecify.annotations.Nullable;

/**
 * Serves what is rendered: {@code /hls/{show}/index.m3u8}, {@code /hls/{show}/{rung}.m3u8} and
 * {@code /hls/{show}/{rung}/{file}}. Any site may embed it.
 *
 * <p>Playlists must be asked for each time; segments carry their session and number in the name, so
 * they never change.
 *
 * <p><i>Threading</i>: event loops; reads one volatile reference and never blocks.
 */
final class HlsRoutes {
  private static final Pattern PATH =
      Pattern.compile(
          "/hls/(?<show>[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?)/"
              + "(?:(?<playlist>[a-z0-9]{1,16})\\.m3u8"
              + "|(?<rung>[a-z0-9]{1,16})/(?<file>[a-z0-9-]{1,64}\\.(?:m4s|mp4)))");
  private static final String PLAYLIST = "application/vnd.apple.mpegurl";
  private static final String MEDIA = "video/mp4";
  private static final String IMMUTABLE = "public, max-age=86400, immutable";

  private final Function<ShowId, Presentation> presentations;

  HlsRoutes(Function<ShowId, Presentation> presentations) {
    this.presentations = presentations;
  }

  void mount(Router router) {
    router.route("/hls/*").handler(this::serve);
  }

  private void serve(RoutingContext context) {
    HttpServerResponse response = context.response();
    response.putHeader("Access-Control-Allow-Origin", "*");
    HttpMethod method = context.request().method();
    if (method.equals(HttpMethod.OPTIONS)) {
      response
          .putHeader("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
          .putHeader("Access-Control-Allow-Headers", "Range, If-None-Match")
          .putHeader("Access-Control-Max-Age", "86400")
          .setStatusCode(204)
          .end();
      return;
    }
    response.putHeader("Access-Control-Expose-Headers", "Date, Age, Content-Length, Retry-After");
    if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
      response.putHeader(HttpHeaders.ALLOW, "GET, HEAD, OPTIONS");
      refuse(response, 405, "method_not_allowed", "読み取り専用です", "This is read-only", false);
      return;
    }
    Matcher path = PATH.matcher(context.normalizedPath());
    if (!path.matches()) {
      refuse(response, 404, "not_found", "見つかりません", "There is nothing here", false);
      return;
    }
    Presentation presentation = presentations.apply(new ShowId(path.group("show")));
    String playlist = path.group("playlist");
    if (playlist == null) {
      serveFile(response, method, presentation, path.group("rung"), path.group("file"));
      return;
    }
    Buffer body = playlist(presentation, playlist);
    if (body == null) {
      response.putHeader("Retry-After", "1");
      refuse(response, 404, "stream_not_ready", "まだ映像がありません", "There are no pictures yet", true);
      return;
    }
    send(response, method, body, PLAYLIST, "no-cache");
  }

  private static @Nullable Buffer playlist(Presentation presentation, String name) {
    if (name.equals("index")) {
      return presentation.multivariant();
    }
    SegmentWindow.Snapshot rung = presentation.rungs().get(name);
    return rung == null ? null : rung.playlist();
  }

  private static void serveFile(
      HttpServerResponse response,
      HttpMethod method,
      Presentation presentation,
      String rung,
      String file) {
    SegmentWindow.Snapshot snapshot = presentation.rungs().get(rung);
    Buffer body = snapshot == null ? null : snapshot.files().get(file);
    if (body == null) {
      refuse(
          response,
          404,
          "segment_gone",
          "この部分はもう配信されていません",
          "This part is no longer available",
          false);
      return;
    }
    // Already compressed: the server must not try again.
    response.putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY);
    send(response, method, body, MEDIA, IMMUTABLE);
  }

  private static void send(
      HttpServerResponse response, HttpMethod method, Buffer body, String type, String cache) {
    response.putHeader(HttpHeaders.CONTENT_TYPE, type);
    response.putHeader(HttpHeaders.CACHE_CONTROL, cache);
    if (method.equals(HttpMethod.HEAD)) {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length())).end();
    } else {
      response.end(body);
    }
  }

  private static void refuse(
      HttpServerResponse response, int status, String code, String ja, String en, boolean again) {
    String problem =
        "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"code\":\"%s\""
                .formatted(en, status, code)
            + ",\"ja\":\"%s\",\"en\":\"%s\",\"retryable\":%s}".formatted(ja, en, again);
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(problem);
  }
}
