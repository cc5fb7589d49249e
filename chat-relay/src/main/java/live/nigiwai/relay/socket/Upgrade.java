package live.nigiwai.relay.socket;

import io.netty.channel.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import live.nigiwai.relay.RelayConfig;
import live.nigiwai.relay.fanout.CloseCode;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.timeline.ShowTimeline;
import live.nigiwai.show.timeline.Timelines;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The route of the live socket: checks who comes, upgrades, and starts a {@link Visit}.
 *
 * <p>A browser sees nothing of an HTTP refusal but "1006", which it would retry for ever. So
 * whatever the client should know is said by upgrading first and closing with a code.
 *
 * <p><b>Threading</b>: handles requests on their event loops; asks the database on virtual threads.
 */
public final class Upgrade implements Handler<RoutingContext> {
  private static final Logger log = LoggerFactory.getLogger(Upgrade.class);

  private final House house;
  private final Timelines timelines;
  private final Predicate<ShowId> exists;
  private final RelayConfig config;
  private final Origins origins;
  private final Admission admission;
  private final Map<Executor, Watch> watches = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  /**
   * @param exists whether there is such a show; blocks
   */
  public Upgrade(House house, Timelines timelines, Predicate<ShowId> exists, RelayConfig config) {
    this.house = house;
    this.timelines = timelines;
    this.exists = exists;
    this.config = config;
    this.origins = new Origins(config.origins());
    this.admission =
        new Admission(
            new Admission.Limits(
                config.socketsMax(),
                config.socketsPerAddressMax(),
                config.joinBurst(),
                config.joinsPerSecond()),
            house.nanoTime());
    house.meters().gauge("nigiwai.relay.sockets", admission, Admission::total);
  }

  @Override
  public void handle(RoutingContext context) {
    var request = context.request();
    if (!"websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
      Endpoints.refuse(
          context,
          new ApiProblem(
              426,
              "upgrade_needed",
              "WebSocketで接続してください。",
              "This address speaks WebSocket.",
              false));
      return;
    }
    if (!origins.admits(request.getHeader(HttpHeaders.ORIGIN), request.getHeader("Host"))) {
      house.count("refused", "why", "origin");
      Endpoints.refuse(context, ApiProblem.forbidden());
      return;
    }
    String address = request.remoteAddress().hostAddress();
    var verdict = stopping ? Admission.Verdict.TOO_FAST : admission.enter(address);
    switch (verdict) {
      case ADMITTED -> welcome(request, context.pathParam("show"), address);
      case TOO_MANY -> turnAway(request, CloseCode.TOO_MANY, "too many connections");
      case TOO_FAST -> turnAway(request, CloseCode.OVERLOADED, "too many joins");
    }
  }

  private void turnAway(HttpServerRequest request, int code, String reason) {
    house.count("closes", "code", String.valueOf(code));
    request.toWebSocket().onSuccess(socket -> socket.close((short) code, reason));
  }

  private void welcome(HttpServerRequest request, String showName, String address) {
    Context context = Vertx.currentContext();
    request.pause();
    house
        .blocking()
        .execute(
            () -> {
              var found = find(request, showName);
              context.runOnContext(
                  ignored ->
                      request
                          .toWebSocket()
                          .onFailure(gone -> admission.leave(address))
                          .onSuccess(socket -> begin(socket, request, found, address)));
            });
  }

  /** Who comes to which show, or why not. */
  private sealed interface Found {
    record Guest(ShowTimeline stage, ShowTimeline backstage, Visitor visitor, String device)
        implements Found {}

    record Nobody(int code, String reason) implements Found {}
  }

  private Found find(HttpServerRequest request, String showName) {
    try {
      var show = new ShowId(showName);
      if (!exists.test(show)) {
        return new Found.Nobody(CloseCode.NO_SUCH_SHOW, "no such show");
      }
      var brought = Set.copyOf(request.cookies());
      var visitor = identify(request);
      String device = Device.of(request);
      sendCookies(request, brought);
      return new Found.Guest(timelines.stage(show), timelines.backstage(show), visitor, device);
    } catch (IllegalArgumentException notAnId) {
      return new Found.Nobody(CloseCode.NO_SUCH_SHOW, "no such show");
    } catch (ApiProblem refused) {
      return new Found.Nobody(CloseCode.BAD_TOKEN, refused.code());
    } catch (RuntimeException away) {
      log.warn("a visitor could not be identified: {}", away.toString());
      return new Found.Nobody(CloseCode.OVERLOADED, "unavailable");
    }
  }

  private Visitor identify(HttpServerRequest request) {
    Optional<Visitor> staff = house.visitors().staff(request);
    return staff.orElseGet(() -> house.visitors().viewer(request));
  }

  /** Sends the cookies that were made: Vert.x writes them with a head that an upgrade lacks. */
  private static void sendCookies(HttpServerRequest request, Set<Cookie> brought) {
    for (var cookie : request.cookies()) {
      if (!brought.contains(cookie)) {
        request.response().headers().add(HttpHeaders.SET_COOKIE, cookie.encode());
      }
    }
  }

  private void begin(
      ServerWebSocket socket, HttpServerRequest request, Found found, String address) {
    var wire = new Wire(socket, request.connection(), config.sendBufferBytes());
    socket.exceptionHandler(broken -> log.debug("socket broken: {}", broken.toString()));
    socket.closeHandler(ignored -> admission.leave(address));
    switch (found) {
      case Found.Nobody nobody -> wire.close(nobody.code(), nobody.reason());
      case Found.Guest ignored when !RelayConfig.PROTOCOL.equals(socket.subProtocol()) ->
          wire.close(CloseCode.VERSION, RelayConfig.PROTOCOL);
      case Found.Guest guest -> start(socket, wire, guest, address);
    }
  }

  private void start(ServerWebSocket socket, Wire wire, Found.Guest guest, String address) {
    var watch = watches.computeIfAbsent(wire.loop(), ignored -> new Watch());
    var caller = new Caller(guest.visitor(), address, guest.device());
    var visit = new Visit(guest.stage(), guest.backstage(), caller, house, wire, wire.loop());
    watch.enter(visit);
    socket.closeHandler(
        ignored -> {
          admission.leave(address);
          wire.gone();
          watch.leave(visit);
          visit.ended();
          house.count("closes", "code", String.valueOf(socket.closeStatusCode()));
        });
    int bytesMax = config.visit().frameBytesMax();
    socket.frameHandler(new Fragments(bytesMax, visit::text, visit::malformed));
    if (stopping) {
      wire.close(CloseCode.DRAIN, "drain");
    }
  }

  /** Looks at every deadline; called from any thread, runs on each loop. */
  public void sweep() {
    onEachLoop((loop, watch) -> watch.sweep());
  }

  /** Lets nobody in any more and tells each client when to come back. */
  public void drain(LongSupplier delayMillis) {
    stopping = true;
    onEachLoop((loop, watch) -> watch.all().forEach(visit -> visit.drain(delayMillis.getAsLong())));
  }

  /** Closes whoever is still here. */
  public void closeAll() {
    onEachLoop(
        (loop, watch) -> watch.all().forEach(visit -> visit.close(CloseCode.DRAIN, "drain")));
  }

  public int sockets() {
    return admission.total();
  }

  private void onEachLoop(BiConsumer<Executor, Watch> task) {
    List<Map.Entry<Executor, Watch>> loops = new ArrayList<>(watches.entrySet());
    for (var entry : loops) {
      if (entry.getKey() instanceof EventLoop loop && loop.isShuttingDown()) {
        continue;
      }
      entry.getKey().execute(() -> task.accept(entry.getKey(), entry.getValue()));
    }
  }
}
