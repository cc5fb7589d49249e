package live.nigiwai.ingest.health;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.json.Json;
import live.nigiwai.show.ShowId;

/**
 * A show's health for its staff: once, or each second as server-sent events.
 *
 * <p><b>Overflow</b>: so many listeners, of all shows and of one; who reads too slowly misses
 * seconds. A stream of events ends after a while, so that a session that is over does not go on
 * listening; browsers come back by themselves.
 *
 * <p><i>Threading</i>: event loops.
 */
public final class HealthEndpoints {
  private static final Set<Role> ON_SET = EnumSet.of(Role.PRODUCER, Role.PRESENTER);
  private static final long EVERY_MILLIS = 1_000;
  private static final int RETRY_MILLIS = 2_000;
  private static final int RETRY_SECONDS = 5;

  private final HealthBoard board;
  private final Endpoints endpoints;
  private final Predicate<ShowId> exists;
  private final AtomicInteger listeners = new AtomicInteger();
  private final Map<ShowId, Integer> byShow = new ConcurrentHashMap<>();

  /**
   * @param exists whether there is such a show; asked on a virtual thread
   */
  public HealthEndpoints(HealthBoard board, Endpoints endpoints, Predicate<ShowId> exists) {
    this.board = board;
    this.endpoints = endpoints;
    this.exists = exists;
  }

  public void mount(Router router) {
    router
        .get("/api/shows/:show/stream/health")
        .handler(
            endpoints.staff(ON_SET, (context, staff) -> Answer.ok(board.look(knownShow(context)))));
    router
        .get("/api/shows/:show/stream/health/events")
        .handler(endpoints.staffStream(ON_SET, this::admit, this::listen));
  }

  private ShowId knownShow(RoutingContext context) {
    ShowId show = new ShowId(context.pathParam("show"));
    if (!exists.test(show)) {
      throw ApiProblem.notFound();
    }
    return show;
  }

  private void admit(RoutingContext context) {
    ShowId show = knownShow(context);
    if (listeners.get() >= board.config().listenersMax()
        || byShow.getOrDefault(show, 0) >= board.config().listenersPerShowMax()) {
      throw ApiProblem.tooMany(RETRY_SECONDS);
    }
  }

  private void listen(RoutingContext context) {
    HttpServerResponse response = context.response();
    if (response.closed() || response.ended()) {
      return;
    }
    ShowId show = new ShowId(context.pathParam("show"));
    listeners.incrementAndGet();
    byShow.merge(show, 1, Integer::sum);
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        // Compressed, events would wait for each other; proxies must not gather them either.
        .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY)
        .putHeader("X-Accel-Buffering", "no")
        .setChunked(true);
    long until = System.nanoTime() + board.config().listeningMax().toNanos();
    long timer =
        context
            .vertx()
            .setPeriodic(
                EVERY_MILLIS,
                unused -> {
                  if (System.nanoTime() - until > 0) {
                    response.end();
                  } else {
                    tell(response, show);
                  }
                });
    response.endHandler(unused -> left(context, timer, show));
    response.closeHandler(unused -> left(context, timer, show));
    response.write("retry: " + RETRY_MILLIS + "\n\n");
    tell(response, show);
  }

  private void tell(HttpServerResponse response, ShowId show) {
    if (response.closed() || response.ended() || response.writeQueueFull()) {
      return;
    }
    String report = new String(Json.bytes(board.look(show)), StandardCharsets.UTF_8);
    response.write("event: health\ndata: " + report + "\n\n");
  }

  /** Called once or twice; a timer can be cancelled only once. */
  private void left(RoutingContext context, long timer, ShowId show) {
    if (context.vertx().cancelTimer(timer)) {
      listeners.decrementAndGet();
      byShow.computeIfPresent(show, (same, count) -> count > 1 ? count - 1 : null);
    }
  }
}
