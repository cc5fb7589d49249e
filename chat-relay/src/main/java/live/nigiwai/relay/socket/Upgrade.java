package live.nigiwai.relay.socket;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.RoutingContext;
import live.nigiwai.relay.RelayConfig;
import live.nigiwai.relay.fanout.CloseCode;
import live.nigiwai.relay.socket.Reception.Found;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door of the live socket: checks who comes, upgrades, and starts a {@link Visit}.
 *
 * <p>A browser sees nothing of an HTTP refusal but "1006", which it would retry for ever. So
 * whatever the client should know is said by upgrading first and closing with a code.
 *
 * <p><b>Threading</b>: handles requests on their event loops; asks the database on virtual threads.
 */
final class Upgrade implements Handler<RoutingContext> {
  private static final Logger log = LoggerFactory.getLogger(Upgrade.class);

  private final House house;
  private final Reception reception;
  private final Watches watches;
  private final RelayConfig config;

  Upgrade(House house, Reception reception, Watches watches, RelayConfig config) {
    this.house = house;
    this.reception = reception;
    this.watches = watches;
    this.config = config;
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
    if (!reception.admitsPage(request)) {
      Endpoints.refuse(context, ApiProblem.forbidden());
      return;
    }
    String address = reception.address(request);
    switch (reception.enter(address)) {
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
              var found = reception.find(request, showName);
              context.runOnContext(
                  ignored ->
                      request
                          .toWebSocket()
                          .onFailure(gone -> reception.leave(address))
                          .onSuccess(socket -> begin(socket, request, found, address)));
            });
  }

  private void begin(
      ServerWebSocket socket, HttpServerRequest request, Found found, String address) {
    var wire = new Wire(socket, request.connection(), config.sendBufferBytes());
    socket.exceptionHandler(broken -> log.debug("socket broken: {}", broken.toString()));
    socket.closeHandler(ignored -> reception.leave(address));
    switch (found) {
      case Found.Nobody nobody -> wire.close(nobody.code(), nobody.reason());
      case Found.Guest ignored when !RelayConfig.PROTOCOL.equals(socket.subProtocol()) ->
          wire.close(CloseCode.VERSION, RelayConfig.PROTOCOL);
      case Found.Guest guest -> start(socket, wire, guest, address);
    }
  }

  private void start(ServerWebSocket socket, Wire wire, Found.Guest guest, String address) {
    var watch = watches.of(wire.loop());
    var visit =
        new Visit(guest.stage(), guest.backstage(), guest.caller(), house, wire, wire.loop());
    watch.enter(visit);
    socket.closeHandler(
        ignored -> {
          reception.leave(address);
          wire.gone();
          watch.leave(visit);
          visit.ended();
          house.count("closes", "code", String.valueOf(socket.closeStatusCode()));
        });
    int bytesMax = config.visit().frameBytesMax();
    socket.frameHandler(new Fragments(bytesMax, visit::text, visit::malformed));
    if (reception.closed()) {
      wire.close(CloseCode.DRAIN, "drain");
    }
  }
}
