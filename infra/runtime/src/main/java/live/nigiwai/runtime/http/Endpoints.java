package live.nigiwai.runtime.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import live.nigiwai.runtime.json.Json;
import live.nigiwai.runtime.postgres.DatabaseUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns {@link Endpoint}s into handlers: each request runs on a virtual thread of its own, a
 * bounded number at once, and every outcome becomes a response.
 *
 * <p><b>Threading</b>: handlers are called on event loops and never block them.
 */
public final class Endpoints {
  private static final Logger log = LoggerFactory.getLogger(Endpoints.class);
  private static final int REQUESTS_AT_ONCE_MAX = 1_024;

  private final Visitors visitors;
  private final Executor threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("endpoint-", 0).factory());
  private final Semaphore room = new Semaphore(REQUESTS_AT_ONCE_MAX);

  public Endpoints(Visitors visitors) {
    this.visitors = visitors;
  }

  public Handler<RoutingContext> on(Endpoint endpoint) {
    return context -> {
      if (!room.tryAcquire()) {
        refuse(context, ApiProblem.unavailable());
        return;
      }
      try {
        threads.execute(() -> run(context, endpoint));
      } catch (RejectedExecutionException stopping) {
        room.release();
        refuse(context, ApiProblem.unavailable());
      }
    };
  }

  /**
   * For staff who hold one of the roles (the owner always does): 401 without a session, else 403.
   */
  public Handler<RoutingContext> staff(Set<Role> roles, VisitorEndpoint endpoint) {
    return on(
        context -> {
          var staff = visitors.staff(context.request()).orElseThrow(ApiProblem::unauthorized);
          if (!staff.may(roles)) {
            throw ApiProblem.forbidden();
          }
          return endpoint.answer(context, staff);
        });
  }

  /**
   * As {@link #staff}, for what answers over time.
   *
   * @param admit refuses by throwing; on a virtual thread
   * @param opened answers by itself; on the event loop
   */
  public Handler<RoutingContext> staffStream(
      Set<Role> roles, Handler<RoutingContext> admit, Handler<RoutingContext> opened) {
    return context -> {
      var loop = context.vertx().getOrCreateContext();
      staff(
              roles,
              (same, staff) -> {
                admit.handle(same);
                loop.runOnContext(unused -> opened.handle(same));
                return Answer.LATER;
              })
          .handle(context);
    };
  }

  /** For whoever watches: the viewer of the request's cookie, or a newcomer. */
  public Handler<RoutingContext> viewer(VisitorEndpoint endpoint) {
    return on(context -> endpoint.answer(context, visitors.viewer(context.request())));
  }

  private void run(RoutingContext context, Endpoint endpoint) {
    try {
      var answer = endpoint.answer(context);
      Requests.onLoop(context.request(), () -> send(context, answer));
    } catch (ApiProblem problem) {
      refuse(context, problem);
    } catch (DatabaseUnavailableException away) {
      log.warn(
          "{} {}: {}", context.request().method(), context.normalizedPath(), away.getMessage());
      refuse(context, ApiProblem.unavailable());
    } catch (IllegalArgumentException malformed) {
      // The value types of the API refuse malformed identifiers in their constructors.
      refuse(context, ApiProblem.badRequest("bad_value", String.valueOf(malformed.getMessage())));
    } catch (Throwable fault) {
      log.error("{} {} failed", context.request().method(), context.normalizedPath(), fault);
      refuse(
          context,
          new ApiProblem(
              500,
              "fault",
              "処理できませんでした。時間をおいてお試しください。",
              "Something went wrong on our side. Please try again later.",
              true));
    } finally {
      room.release();
    }
  }

  private static void send(RoutingContext context, Answer answer) {
    var response = context.response();
    if (answer == Answer.LATER || response.ended() || response.closed()) {
      return;
    }
    response.setStatusCode(answer.status());
    answer.headers().forEach(response::putHeader);
    switch (answer.body()) {
      case null -> response.end();
      case byte[] bytes -> response.end(Buffer.buffer(bytes));
      case Object body -> json(response, "application/json", body);
    }
  }

  /** Answers with a problem; from any thread. */
  public static void refuse(RoutingContext context, ApiProblem problem) {
    Requests.onLoop(context.request(), () -> refuse(context.response(), problem));
  }

  /** For requests that no route has seen; on their loop. */
  public static void refuse(HttpServerResponse response, ApiProblem problem) {
    if (response.ended() || response.closed()) {
      return;
    }
    response.setStatusCode(problem.status());
    if (problem.member("retryAfter") instanceof Integer seconds) {
      response.putHeader("Retry-After", String.valueOf(seconds));
    }
    json(response, "application/problem+json", problem.body());
  }

  private static void json(HttpServerResponse response, String type, Object body) {
    if (!response.headers().contains("Cache-Control")) {
      response.putHeader("Cache-Control", "no-store");
    }
    response.putHeader("Content-Type", type).end(Buffer.buffer(Json.bytes(body)));
  }
}
