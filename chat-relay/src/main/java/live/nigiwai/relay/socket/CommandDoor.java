package live.nigiwai.relay.socket;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import live.nigiwai.relay.fanout.CloseCode;
import live.nigiwai.relay.moderation.TokenBucket;
import live.nigiwai.relay.socket.Reception.Found;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;

/**
 * The door for what clients of {@link EventDoor} say: one frame per request, its answer in the
 * response. Needs nothing of the stream, so any node can take it.
 *
 * <p><b>Threading</b>: handles requests on their event loops; asks the database on virtual threads.
 */
final class CommandDoor implements Handler<RoutingContext> {
  private static final int ADDRESSES_MAX = 100_000;

  private final House house;
  private final Reception reception;
  private final Watches watches;
  private final Limits limits;
  private final Cache<String, TokenBucket> paces =
      Caffeine.newBuilder()
          .maximumSize(ADDRESSES_MAX)
          .expireAfterAccess(Duration.ofMinutes(5))
          .build();

  /** Commands of one address: so many at once, then so many per second. */
  record Limits(int burst, int perSecond) {}

  CommandDoor(House house, Reception reception, Watches watches, Limits limits) {
    this.house = house;
    this.reception = reception;
    this.watches = watches;
    this.limits = limits;
  }

  @Override
  public void handle(RoutingContext context) {
    if (!reception.admitsPage(context.request())) {
      Endpoints.refuse(context, ApiProblem.forbidden());
      return;
    }
    long now = house.nanoTime().getAsLong();
    var pace =
        paces.get(
            reception.address(context.request()),
            ignored -> new TokenBucket(limits.burst, limits.perSecond, now));
    if (!pace.take(now)) {
      Endpoints.refuse(context, ApiProblem.tooMany(1));
      return;
    }
    String text = context.body().asString();
    Context loop = Vertx.currentContext();
    house
        .blocking()
        .execute(
            () -> {
              var found = reception.find(context.request(), context.pathParam("show"));
              loop.runOnContext(ignored -> begin(context, found, text == null ? "" : text));
            });
  }

  private void begin(RoutingContext context, Found found, String text) {
    switch (found) {
      case Found.Nobody nobody -> Endpoints.refuse(context, problem(nobody));
      case Found.Guest guest -> carryOut(context, guest, text);
    }
  }

  private static ApiProblem problem(Found.Nobody nobody) {
    return switch (nobody.code()) {
      case CloseCode.NO_SUCH_SHOW -> ApiProblem.notFound();
      case CloseCode.NOT_ALLOWED -> ApiProblem.forbidden();
      case CloseCode.BAD_TOKEN -> ApiProblem.badToken();
      default -> ApiProblem.unavailable();
    };
  }

  private void carryOut(RoutingContext context, Found.Guest guest, String text) {
    var loop = ContextInternal.current().nettyEventLoop();
    var watch = watches.of(loop);
    var answer = new HttpAnswer(context);
    var visit = new Visit(guest.stage(), guest.backstage(), guest.caller(), house, answer, loop);
    if (guest.pass() != null) {
      visit.hold(guest.pass());
    }
    watch.enter(visit);
    answer.whenDone(
        () -> {
          watch.leave(visit);
          visit.ended();
        });
    if (!visit.command(text)) {
      answer.nothing();
    }
  }
}
