package live.nigiwai.relay.socket;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import live.nigiwai.relay.fanout.CloseCode;
import live.nigiwai.relay.socket.Reception.Found;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.show.timeline.Log;
import live.nigiwai.show.timeline.Position;
import org.jspecify.annotations.Nullable;

/**
 * The door for those whose network lets no WebSocket through: the same frames as server-sent
 * events. What such a client says comes by {@link CommandDoor}.
 *
 * <p><b>Threading</b>: handles requests on their event loops; asks the database on virtual threads.
 */
final class EventDoor implements Handler<RoutingContext> {
  private static final String LAST_EVENT_ID = "Last-Event-ID";

  private final House house;
  private final Reception reception;
  private final Watches watches;

  EventDoor(House house, Reception reception, Watches watches) {
    this.house = house;
    this.reception = reception;
    this.watches = watches;
  }

  @Override
  public void handle(RoutingContext context) {
    var request = context.request();
    if (!reception.admitsPage(request)) {
      Endpoints.refuse(context, ApiProblem.forbidden());
      return;
    }
    ClientFrame.Join join;
    try {
      join = join(request);
    } catch (IllegalArgumentException malformed) {
      Endpoints.refuse(
          context, ApiProblem.badRequest("bad_position", String.valueOf(malformed.getMessage())));
      return;
    }
    String address = reception.address(request);
    switch (reception.enter(address)) {
      case ADMITTED -> welcome(request, context.pathParam("show"), address, join);
      case TOO_MANY -> refuse(request, CloseCode.TOO_MANY, "too many connections");
      case TOO_FAST -> refuse(request, CloseCode.OVERLOADED, "too many joins");
    }
  }

  /**
   * Said by an event, as on a socket: of a status code a browser's EventSource tells its page
   * nothing.
   */
  private void refuse(HttpServerRequest request, int code, String reason) {
    house.count("closes", "code", String.valueOf(code));
    var stream = new EventStream(request.response(), () -> {});
    stream.open();
    stream.close(code, reason);
  }

  private void welcome(
      HttpServerRequest request, String showName, String address, ClientFrame.Join join) {
    Context context = Vertx.currentContext();
    house
        .blocking()
        .execute(
            () -> {
              var found = reception.find(request, showName);
              context.runOnContext(ignored -> begin(request, found, address, join));
            });
  }

  private void begin(
      HttpServerRequest request, Found found, String address, ClientFrame.Join join) {
    switch (found) {
      case Found.Nobody nobody -> {
        reception.leave(address);
        refuse(request, nobody.code(), nobody.reason());
      }
      case Found.Guest guest -> start(request, guest, address, join);
    }
  }

  private void start(
      HttpServerRequest request, Found.Guest guest, String address, ClientFrame.Join join) {
    var response = request.response();
    var loop = ContextInternal.current().nettyEventLoop();
    var watch = watches.of(loop);
    var stream = new EventStream(response, () -> reception.leave(address));
    var visit = new Visit(guest.stage(), guest.backstage(), guest.caller(), house, stream, loop);
    if (guest.pass() != null) {
      visit.hold(guest.pass());
    }
    watch.enter(visit);
    Handler<Object> gone =
        ignored -> {
          stream.gone();
          watch.leave(visit);
          visit.ended();
        };
    response.exceptionHandler(gone::handle);
    response.closeHandler(gone::handle);
    response.endHandler(gone::handle);
    if (response.closed()) {
      gone.handle(null);
      return;
    }
    stream.open();
    house.count("streams", "kind", join.from() == null ? "first" : "resume");
    if (reception.closed()) {
      visit.close(CloseCode.DRAIN, "drain");
    } else {
      visit.join(join);
    }
  }

  private static ClientFrame.Join join(HttpServerRequest request) {
    var query = new QueryStringDecoder(request.uri()).parameters();
    Log log =
        switch (one(query, "log")) {
          case null -> Log.STAGE;
          case "stage" -> Log.STAGE;
          case "backstage" -> Log.BACKSTAGE;
          default -> throw new IllegalArgumentException("log is stage or backstage");
        };
    String last = request.getHeader(LAST_EVENT_ID);
    return new ClientFrame.Join(
        1,
        log,
        last != null ? position(last) : position(one(query, "ep"), one(query, "off")),
        null);
  }

  private static @Nullable String one(Map<String, List<String>> query, String name) {
    var values = query.get(name);
    return values == null || values.isEmpty() ? null : values.getFirst();
  }

  private static @Nullable Position position(String eventId) {
    int colon = eventId.lastIndexOf(':');
    return colon < 0 ? null : position(eventId.substring(0, colon), eventId.substring(colon + 1));
  }

  private static @Nullable Position position(@Nullable String epoch, @Nullable String offset) {
    if (epoch == null && offset == null) {
      return null;
    }
    if (epoch == null || offset == null || epoch.isEmpty() || epoch.length() > 64) {
      throw new IllegalArgumentException("ep and off belong together");
    }
    try {
      long number = Long.parseLong(offset);
      if (number >= 0) {
        return new Position(epoch, number);
      }
    } catch (NumberFormatException notANumber) {
      // falls through to the same answer
    }
    throw new IllegalArgumentException("off is a number, 0 or more");
  }
}
