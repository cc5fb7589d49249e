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
 * <p>Shows for invited viewers are served under a pass in the path ({@link Gate}); its bytes are
 * the same for all, so a cache in front may leave the pass out of its keys if it asks for it
 * itself.
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

  /** Under a pass: nobody shall be able to go on with it for long. */
  private static final CharSequence BRIEF =
      HttpHeaders.createOptimized("public, max-age=600, immutable");

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
  private final Gate gate;
  private final AddressLimits addresses;
  private final IngestMeters meters;
  private final int advanceMax;

  HlsRoutes(
      Stages stages,
      Gate gate,
      AddressLimits addresses,
      IngestMeters meters,
      MediaConfig.Segments limits) {
    this.stages = stages;
    this.gate = gate;
    this.addresses = addresses;
    this.meters = meters;
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
      HlsAnswers.refuse(
          response, 405, "method_not_allowed", "読み取り専用です", "This is read-only", false);
      return;
    }
    if (!addresses.mayAsk(address(request))) {
      tooMany(response, "requestsPerAddress");
      return;
    }
    Optional<HlsRequest> wanted;
    try {
      wanted = HlsRequest.parse(request.path(), request.query());
    } catch (HlsRequest.MalformedQueryException malformed) {
      HlsAnswers.refuseDirective(response);
      return;
    }
    if (wanted.isEmpty()) {
      HlsAnswers.refuse(response, 404, "not_found", "見つかりません", "There is nothing here", false);
      return;
    }
    admit(request, wanted.get());
  }

  /** Goes on at once where the answer is known, as it is but for a viewer's first request. */
  private void admit(HttpServerRequest request, HlsRequest wanted) {
    CompletableFuture<Boolean> admitted = gate.admits(wanted.show(), wanted.pass());
    if (admitted.isDone() && !admitted.isCompletedExceptionally()) {
      admitted(request, wanted, admitted.join());
      return;
    }
    Context loop = Vertx.currentContext();
    admitted.whenComplete(
        (yes, failure) -> loop.runOnContext(nothing -> admitted(request, wanted, yes)));
  }

  /**
   * @param yes null where nobody could tell
   */
  private void admitted(HttpServerRequest request, HlsRequest wanted, @Nullable Boolean yes) {
    HttpServerResponse response = request.response();
    if (response.closed()) {
      return;
    }
    if (yes == null) {
      response.putHeader("Retry-After", "2");
      HlsAnswers.refuse(
          response, 503, "unavailable", "一時的に確認できません", "This cannot be checked now", true);
    } else if (yes) {
      find(request, wanted);
    } else {
      meters.viewerRefused("pass");
      HlsAnswers.refuse(
          response, 403, "invitation_needed", "招待された方だけの番組です", "This show is by invitation", false);
    }
  }

  private void find(HttpServerRequest request, HlsRequest found) {
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
      HlsAnswers.notReady(request.response());
      return;
    }
    Presentation now = stage.presentation();
    Rendered whole = multivariant(stage, now, wanted);
    if (whole != null) {
      sendPlaylist(request, whole);
      return;
    }
    if (wanted.rung().equals("index") || wanted.rung().equals("audio")) {
      HlsAnswers.notReady(request.response());
      return;
    }
    if (!answer(request, stage, wanted)) {
      await(request, stage, wanted, () -> answer(request, stage, wanted));
    }
  }

  private void await(
      HttpServerRequest request, Stage stage, HlsRequest wanted, BooleanSupplier answer) {
    AddressLimits.Wait.Granted granted;
    switch (addresses.wait(address(request))) {
      case AddressLimits.Wait.Granted wait -> granted = wait;
      case AddressLimits.Wait.Refused _ -> {
        tooMany(request.response(), "waitingPerAddress");
        return;
      }
    }
    ContextInternal context = (ContextInternal) Objects.requireNonNull(Vertx.currentContext());
    Waiting waiting = new Waiting(request, answer, granted);
    if (!stage.waiters().await(context.nettyEventLoop(), wanted.rung(), waiting)) {
      granted.over();
      meters.viewerRefused("waitingMax");
      request.response().putHeader("Retry-After", "1");
      HlsAnswers.refuse(request.response(), 503, "busy", "混み合っています", "Too many are waiting", true);
    }
  }

  private static @Nullable String address(HttpServerRequest request) {
    return request.remoteAddress() == null ? null : request.remoteAddress().hostAddress();
  }

  private void tooMany(HttpServerResponse response, String limit) {
    meters.viewerRefused(limit);
    response.putHeader("Retry-After", "2");
    HlsAnswers.refuse(
        response, 429, "too_many_requests", "アクセスが集中しています", "Too many requests from here", true);
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
      HlsAnswers.notReady(response);
      return true;
    }
    switch (BlockingReload.decide(wanted.wish(), list.rendition(), now.over(), advanceMax)) {
      case WAIT -> {
        return false;
      }
      case REFUSE -> HlsAnswers.refuseDirective(response);
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
    private final AddressLimits.Wait.Granted granted;
    private final long since = System.nanoTime();

    Waiting(HttpServerRequest request, BooleanSupplier answer, AddressLimits.Wait.Granted granted) {
      this.request = request;
      this.answer = answer;
      this.granted = granted;
    }

    @Override
    public boolean answer() {
      boolean answered = answer.getAsBoolean();
      if (answered) {
        granted.over();
      }
      return answered;
    }

    @Override
    public void giveUp() {
      granted.over();
      request.response().putHeader("Retry-After", "1");
      HlsAnswers.refuse(
          request.response(), 503, "nothing_new", "新しい映像がまだありません", "Nothing new has come", true);
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
      HlsAnswers.send(request, text.gzip(), PLAYLIST, NO_CACHE);
    } else {
      HlsAnswers.send(request, text.plain(), PLAYLIST, NO_CACHE);
    }
  }

  // ---- media

  private void serveFile(HttpServerRequest request, @Nullable Stage stage, HlsRequest wanted) {
    if (stage == null) {
      HlsAnswers.gone(request.response());
    } else if (!answerFile(request, stage, wanted)) {
      await(request, stage, wanted, () -> answerFile(request, stage, wanted));
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
    CharSequence caching = wanted.pass().isEmpty() ? IMMUTABLE : BRIEF;
    if (body != null) {
      HlsAnswers.send(request, body, type, caching);
    } else if (list != null && !now.over() && list.rendition().hinted(wanted.file())) {
      return false;
    } else if (!stage.recorded().serve(request, wanted, type, caching)) {
      HlsAnswers.gone(response);
    }
    return true;
  }

  private static CharSequence mediaType(String rung) {
    return rung.equals(MediaConfig.SOUND) ? AUDIO : VIDEO;
  }

  private static void servePicture(
      HttpServerRequest request, @Nullable Stage stage, HlsRequest wanted) {
    if (stage == null || !stage.recorded().servePicture(request, wanted)) {
      HlsAnswers.gone(request.response());
    }
  }
}
