package live.nigiwai.web.http;

import io.netty.handler.codec.TooLongFrameException;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.BindException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.lifecycle.StartupProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public HTTP port. Every request passes the same handlers in the same order: security headers,
 * the origin check, the features' own routes, pages, and at the end a problem for what nobody
 * answered.
 */
public final class FrontDoor implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FrontDoor.class);
  private static final int BODY_BYTES_MAX = 64 * 1024;
  private static final int HEADER_BYTES_MAX = 16 * 1024;

  private final Vertx vertx;
  private final String deployment;
  private final int port;

  private FrontDoor(Vertx vertx, String deployment, int port) {
    this.vertx = vertx;
    this.deployment = deployment;
    this.port = port;
  }

  /**
   * Opens the port; blocks until it accepts connections.
   *
   * @param features each adds its own routes
   * @param isStaff whether a request carries a staff session; may block
   * @throws StartupProblem when the port is taken
   */
  public static FrontDoor open(
      Vertx vertx,
      HttpServerOptions options,
      List<Consumer<Router>> features,
      Predicate<HttpServerRequest> isStaff) {
    var router = router(vertx, features, isStaff);
    options
        .setMaxHeaderSize(HEADER_BYTES_MAX)
        .setAcceptBacklog(4_096)
        .setTcpNoDelay(true)
        .setIdleTimeout(75)
        .setIdleTimeoutUnit(TimeUnit.SECONDS);
    int loops = Runtime.getRuntime().availableProcessors();
    var listening = new java.util.concurrent.CompletableFuture<Integer>();
    var deployment =
        vertx.deployVerticle(
            () -> new Listening(options, router, listening),
            new DeploymentOptions().setInstances(loops));
    try {
      String id = deployment.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
      return new FrontDoor(vertx, id, listening.join());
    } catch (java.util.concurrent.ExecutionException | CompletionException refused) {
      throw refusedToListen(options, refused);
    } catch (InterruptedException | TimeoutException late) {
      throw new IllegalStateException("the HTTP server did not start", late);
    }
  }

  private static StartupProblem refusedToListen(HttpServerOptions options, Exception refused) {
    Throwable cause = refused.getCause() == null ? refused : refused.getCause();
    String why = String.valueOf(cause.getMessage());
    boolean taken = cause instanceof BindException || why.contains("Address already in use");
    return new StartupProblem(
        taken
            ? "Port " + options.getPort() + " is already in use."
            : "Port " + options.getPort() + " cannot be opened (" + why + ").",
        "Stop the program that has it, or choose another with --port N.",
        refused);
  }

  /** One event loop's share of the port. */
  private static final class Listening extends AbstractVerticle {
    private final HttpServerOptions options;
    private final Router router;
    private final java.util.concurrent.CompletableFuture<Integer> listening;

    Listening(
        HttpServerOptions options,
        Router router,
        java.util.concurrent.CompletableFuture<Integer> listening) {
      this.options = options;
      this.router = router;
      this.listening = listening;
    }

    @Override
    public void start(Promise<Void> started) {
      vertx
          .createHttpServer(options)
          .requestHandler(router)
          .invalidRequestHandler(FrontDoor::unreadable)
          .listen()
          .onSuccess(server -> listening.complete(server.actualPort()))
          .<Void>mapEmpty()
          .onComplete(started);
    }
  }

  private static Router router(
      Vertx vertx, List<Consumer<Router>> features, Predicate<HttpServerRequest> isStaff) {
    var router = Router.router(vertx);
    router.route().handler(new SecurityHeaders());
    router.route().handler(FrontDoor::requireReadableQuery);
    router.route("/api/*").handler(new SameOrigin());
    // A WebSocket upgrade has no body, and reading one would lose its first frames.
    router
        .route("/api/*")
        .method(io.vertx.core.http.HttpMethod.POST)
        .method(io.vertx.core.http.HttpMethod.PUT)
        .method(io.vertx.core.http.HttpMethod.DELETE)
        .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX));
    Contract.load(vertx).mount(router);
    features.forEach(feature -> feature.accept(router));
    new Pages(isStaff).mount(router);
    router.route().handler(FrontDoor::nothingHere);
    router.route().failureHandler(FrontDoor::failed);
    return router;
  }

  /** Decoded once here, because every later look at it would fail in a place of its own. */
  private static void requireReadableQuery(RoutingContext context) {
    try {
      context.request().params();
    } catch (IllegalArgumentException malformed) {
      Endpoints.refuse(context, ApiProblem.badRequest("bad_request", message(malformed)));
      return;
    }
    context.next();
  }

  /** What is not HTTP is answered where it can be, and the connection ends: nothing follows. */
  private static void unreadable(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    var problem =
        cause instanceof TooLongFrameException
            ? ApiProblem.headTooLarge()
            : ApiProblem.badRequest("bad_request", "this is not HTTP");
    request.response().putHeader("Connection", "close");
    Endpoints.refuse(request.response(), problem);
    request.connection().close();
  }

  private static String message(Throwable failure) {
    return String.valueOf(failure.getMessage());
  }

  private static void nothingHere(RoutingContext context) {
    Endpoints.refuse(context, ApiProblem.notFound());
  }

  private static void failed(RoutingContext context) {
    if (context.failed() && context.statusCode() == 413) {
      Endpoints.refuse(context, ApiProblem.tooLarge());
    } else if (context.statusCode() >= 400 && context.statusCode() < 500) {
      Endpoints.refuse(
          context, ApiProblem.badRequest("bad_request", "HTTP " + context.statusCode()));
    } else if (context.failure() instanceof IllegalArgumentException malformed) {
      // A body that breaks off inside its framing ends here too.
      Endpoints.refuse(context, ApiProblem.badRequest("bad_request", message(malformed)));
    } else if (!context.response().closed()) {
      log.error(
          "{} {} failed", context.request().method(), context.normalizedPath(), context.failure());
      Endpoints.refuse(context, ApiProblem.unavailable());
    }
  }

  public int port() {
    return port;
  }

  @Override
  public void close() {
    vertx.undeploy(deployment).toCompletionStage().toCompletableFuture().join();
  }
}
