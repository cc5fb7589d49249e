package live.nigiwai.ingest.hls;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.ContextInternal;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import live.nigiwai.show.ShowId;
import org.jspecify.annotations.Nullable;

/**
 * Serves what is made: {@code /hls/{show}/index.m3u8}, {@code /hls/{show}/{rung}.m3u8} and {@code
 * /hls/{show}/{rung}/{file}}. Any site may embed it.
 *
 * <p>Playlists must be asked for each time, and may be asked to wait for a part ({@link
 * BlockingReload}); media files carry their session and number in the name, so they never change.
 *
 * <p><i>Threading</i>: event loops; reads one volatile reference and never blocks.
 */
final class HlsRoutes {
  private static final CharSequence PLAYLIST =
      HttpHeaders.createOptimized("application/vnd.apple.mpegurl");
  private static final CharSequence VIDEO = HttpHeaders.createOptimized("video/mp4");
  private static final CharSequence AUDIO = HttpHeaders.createOptimized("audio/mp4");
  private static final CharSequence IMMUTABLE =
      HttpHeaders.createOptimized("public, max-age=86400, immutable");
  private static final CharSequence NO_CACHE = HttpHeaders.createOptimized("no-cache");
  private static final CharSequence GZIP = HttpHeaders.createOptimized("gzip");
  private static final CharSequence VARY = HttpHeaders.createOptimized("Vary");
  private static final CharSequence EXPOSE =
      HttpHeaders.createOptimized("Access-Control-Expose-Headers");
  private static final CharSequence EXPOSED =
      HttpHeaders.createOptimized("Date, Age, Content-Length, Retry-After");
  private static final CharSequence ORIGIN =
      HttpHeaders.createOptimized("Access-Control-Allow-Origin");
  private static final CharSequence ANY = HttpHeaders.createOptimized("*");

  private static final CharSequence NO_SNIFF =
      HttpHeaders.createOptimized("X-Content-Type-Options");
  private static final CharSequence NO_SNIFF_VALUE = HttpHeaders.createOptimized("nosniff");

  /** What the routes ask of a show. */
  interface Stage {
    Presentation presentation();

    Waiters waiters();

    Recorded recorded();
  }

  /** Where the stages of shows are found. */
  interface Stages {
    /** One that is in memory, without waiting. */
    @Nullable Stage now(ShowId show);

    /** One that is over, as it was kept. */
    CompletableFuture<Optional<Stage>> kept(ShowId show);
  }

  private final Stages stages;
  private final int advanceMax;

  HlsRoutes(Stages stages, MediaConfig.Segments limits) {
    this.stages = stages;
    this.advanceMax = (int) Math.max(3, Math.floorDiv(3_000, limits.part().toMillis()));
  }

  void serve(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    response.putHeader(ORIGIN, ANY);
    response.putHeader(NO_SNIFF, NO_SNIFF_VALUE);
    HttpMethod method = request.method();
    if (method.equals(HttpMethod.OPTIONS)) {
      response
          .putHeader("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
          .putHeader("Access-Control-Allow-Headers", "Range, If-None-Match")
          .putHeader("Access-Control-Max-Age", "86400")
          .setStatusCode(204)
          .end();
      return;
    }
    response.putHeader(EXPOSE, EXPOSED);
    if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
      response.putHeader(HttpHeaders.ALLOW, "GET, HEAD, OPTIONS");
      refuse(response, 405, "method_not_allowed", "読み取り専用です", "This is read-only", false);
      return;
    }
    Optional<HlsRequest> wanted;
    try {
      wanted = HlsRequest.parse(request.path(), request.query());
    } catch (HlsRequest.MalformedQueryException malformed) {
      refuseDirective(response);
      return;
    }
    if (wanted.isEmpty()) {
      refuse(response, 404, "not_found", "見つかりません", "There is nothing here", false);
      return;
    }
    HlsRequest found = wanted.get();
    Stage stage = stages.now(found.show());
    if (stage != null) {
      serve(request, stage, found);
      return;
    }
    Context loop = Vertx.currentContext();
    stages
        .kept(found.show())
        .whenComplete(
            (kept, failure) ->
                loop.runOnContext(
                    nothing -> serve(request, kept == null ? null : kept.orElse(null), found)));
  }

  private void serve(HttpServerRequest request, @Nullable Stage stage, HlsRequest wanted) {
    if (request.response().closed()) {
      return;
    }
    switch (wanted.kind()) {
      case PLAYLIST -> servePlaylist(request, stage, wanted);
      case MEDIA -> serveFile(request, stage, wanted);
      case PICTURE -> servePicture(request, stage, wanted);
    }
  }

  // ---- playlists

  private void servePlaylist(HttpServerRequest request, @Nullable Stage stage, HlsRequest wanted) {
    if (stage == null) {
      notReady(request.response());
      return;
    }
    Presentation now = stage.presentation();
    Rendered whole = multivariant(stage, now, wanted);
    if (whole != null) {
      sendPlaylist(request, whole);
      return;
    }
    if (wanted.rung().equals("index") || wanted.rung().equals("audio")) {
      notReady(request.response());
      return;
    }
    if (!answer(request, stage, wanted)) {
      await(request, stage, () -> answer(request, stage, wanted));
    }
  }

  private static void await(HttpServerRequest request, Stage stage, BooleanSupplier answer) {
    ContextInternal context = (ContextInternal) Objects.requireNonNull(Vertx.currentContext());
    if (!stage.waiters().await(context.nettyEventLoop(), new Waiting(request, answer))) {
      request.response().putHeader("Retry-After", "1");
      refuse(request.response(), 503, "busy", "混み合っています", "Too many are waiting", true);
    }
  }

  private static @Nullable Rendered multivariant(Stage stage, Presentation now, HlsRequest wanted) {
    return switch (wanted.rung()) {
      case "index" -> wanted.dvr() ? stage.recorded().index(now) : now.index();
      case "audio" -> now.soundOnly();
      default -> null;
    };
  }

  /** False where it has to wait. */
  private boolean answer(HttpServerRequest request, Stage stage, HlsRequest wanted) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return true;
    }
    Presentation now = stage.presentation();
    MediaPlaylist list = now.playlists().get(wanted.rung());
    if (list == null) {
      notReady(response);
      return true;
    }
    switch (BlockingReload.decide(wanted.wish(), list.rendition(), now.over(), advanceMax)) {
      case WAIT -> {
        return false;
      }
      case REFUSE -> refuseDirective(response);
      case SERVE -> {
        // Whoever was there until the end is told that it is the end; who comes later sees it all.
        boolean whole = wanted.dvr() || now.over() && wanted.wish().number() < 0;
        MediaPlaylist chosen = whole ? stage.recorded().playlist(now, list) : list;
        sendPlaylist(request, wanted.skip() ? chosen.delta() : chosen.full());
      }
    }
    return true;
  }

  /** A request that waits for a part. */
  private static final class Waiting implements Waiters.Waiter {
    private final HttpServerRequest request;
    private final BooleanSupplier answer;
    private final long since = System.nanoTime();

    Waiting(HttpServerRequest request, BooleanSupplier answer) {
      this.request = request;
      this.answer = answer;
    }

    @Override
    public boolean answer() {
      return answer.getAsBoolean();
    }

    @Override
    public void giveUp() {
      request.response().putHeader("Retry-After", "1");
      refuse(request.response(), 503, "nothing_new", "新しい映像がまだありません", "Nothing new has come", true);
    }

    @Override
    public long since() {
      return since;
    }
  }

  private static void sendPlaylist(HttpServerRequest request, Rendered text) {
    HttpServerResponse response = request.response();
    response.putHeader(VARY, HttpHeaders.ACCEPT_ENCODING);
    String accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
    if (accepted != null && accepted.contains("gzip")) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, GZIP);
      send(request, text.gzip(), PLAYLIST, NO_CACHE);
    } else {
      send(request, text.plain(), PLAYLIST, NO_CACHE);
    }
  }

  // ---- media

  private static void serveFile(
      HttpServerRequest request, @Nullable Stage stage, HlsRequest wanted) {
    if (stage == null) {
      gone(request.response());
    } else if (!answerFile(request, stage, wanted)) {
      await(request, stage, () -> answerFile(request, stage, wanted));
    }
  }

  /** False where it is the part that was hinted at, and has to be waited for. */
  private static boolean answerFile(HttpServerRequest request, Stage stage, HlsRequest wanted) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return true;
    }
    Presentation now = stage.presentation();
    MediaPlaylist list = now.playlists().get(wanted.rung());
    Buffer body = list == null ? null : list.rendition().file(wanted.file());
    CharSequence type = mediaType(wanted.rung());
    if (body != null) {
      send(request, body, type, IMMUTABLE);
    } else if (list != null && !now.over() && list.rendition().hinted(wanted.file())) {
      return false;
    } else if (!stage.recorded().serve(request, wanted, type, IMMUTABLE)) {
      gone(response);
    }
    return true;
  }

  private static CharSequence mediaType(String rung) {
    return rung.equals(MediaConfig.SOUND) ? AUDIO : VIDEO;
  }

  private static void servePicture(
      HttpServerRequest request, @Nullable Stage stage, HlsRequest wanted) {
    if (stage == null || !stage.recorded().servePicture(request, wanted)) {
      gone(request.response());
    }
  }

  // ---- answers

  static void send(
      HttpServerRequest request, Buffer body, CharSequence type, CharSequence cacheControl) {
    HttpServerResponse response = request.response();
    response.putHeader(HttpHeaders.CONTENT_TYPE, type);
    response.putHeader(HttpHeaders.CACHE_CONTROL, cacheControl);
    if (request.method().equals(HttpMethod.HEAD)) {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length())).end();
    } else {
      response.end(body);
    }
  }

  private static void notReady(HttpServerResponse response) {
    response.putHeader("Retry-After", "1");
    refuse(response, 404, "stream_not_ready", "まだ映像がありません", "There are no pictures yet", true);
  }

  static void gone(HttpServerResponse response) {
    refuse(
        response,
        404,
        "segment_gone",
        "この部分はもう配信されていません",
        "This part is no longer available",
        false);
  }

  private static void refuseDirective(HttpServerResponse response) {
    refuse(
        response,
        400,
        "bad_delivery_directive",
        "_HLS_msn または _HLS_part の指定が正しくありません",
        "_HLS_msn or _HLS_part cannot be meant",
        false);
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
