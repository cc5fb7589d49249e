package live.nigiwai.web.http;

import io.netty.handler.codec.TooLongFrameException;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.BindException;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.lifecycle.StartupProblem;
import live.nigiwai.shop.Shop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public HTTP port, and the HTTPS port where there is a certificate. Every request passes the
 * same handlers in the same order: security headers, the origin check, the features' own routes,
 * pages, and at the end a problem for what nobody answered.
 */
public final class FrontDoor implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FrontDoor.class);
  private static final String MEDIA = "/hls/";
  private static final int BODY_BYTES_MAX = 64 * 1024;
  private static final int HEADER_BYTES_MAX = 16 * 1024;

  /** Requests of one HTTP/2 connection at once: a page holds several long ones per rung. */
  private static final int STREAMS_MAX = 256;

  private final Vertx vertx;
  private final String deployment;
  private final List<Integer> ports;

  private FrontDoor(Vertx vertx, String deployment, List<Integer> ports) {
    this.vertx = vertx;
    this.deployment = deployment;
    this.ports = ports;
  }

  /**
   * Opens the port, or both; blocks until it accepts connections.
   *
   * @param listeners where to listen: the plain port, then perhaps one that {@link #secure} made
   * @param media takes what is under {@code /hls/}: thousands of requests a second that need none
   *     of the handlers the others pass
   * @param features each adds its own routes
   * @param nothing what is answered where none of them has a route
   * @param stripe whether the checkout may run Stripe's script
   * @throws StartupProblem when a port is taken
   */
  public static FrontDoor open(
      Vertx vertx,
      List<HttpServerOptions> listeners,
      Handler<HttpServerRequest> media,
      List<Consumer<Router>> features,
      ApiProblem nothing,
      boolean stripe) {
    var router = router(vertx, features, nothing, stripe);
    Handler<HttpServerRequest> door =
        request -> {
          String path = request.path();
          (path != null && path.startsWith(MEDIA) ? media : router).handle(request);
        };
    for (var options : listeners) {
      options
          .setMaxHeaderSize(HEADER_BYTES_MAX)
          .setAcceptBacklog(4_096)
          .setTcpNoDelay(true)
          .setIdleTimeout(75)
          .setIdleTimeoutUnit(TimeUnit.SECONDS);
    }
    int loops = Runtime.getRuntime().availableProcessors();
    var listening = new CompletableFuture<List<Integer>>();
    var deployment =
        vertx.deployVerticle(
            () -> new Listening(listeners, door, listening),
            new DeploymentOptions().setInstances(loops));
    try {
      String id = deployment.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
      return new FrontDoor(vertx, id, listening.join());
    } catch (ExecutionException refused) {
      throw refused.getCause() instanceof StartupProblem problem
          ? problem
          : new IllegalStateException("the HTTP server did not start", refused);
    } catch (InterruptedException | TimeoutException late) {
      throw new IllegalStateException("the HTTP server did not start", late);
    }
  }

  /**
   * The routes of the pages; the last of the features, because they answer what looks like one.
   *
   * @param isStaff whether a request carries a staff session; may block
   */
  public static Consumer<Router> pages(Predicate<HttpServerRequest> isStaff) {
    return new Pages(isStaff)::mount;
  }

  /** The same over TLS: HTTP/2 for browsers that offer it, HTTP/1.1 for the rest and WebSocket. */
  public static HttpServerOptions secure(
      HttpServerOptions plain, int port, KeyCertOptions certificate) {
    return new HttpServerOptions(plain)
        .setPort(port)
        .setSsl(true)
        .setKeyCertOptions(certificate)
        .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
        .setUseAlpn(true)
        .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
        .setInitialSettings(new Http2Settings().setMaxConcurrentStreams(STREAMS_MAX));
  }

  private static StartupProblem refusedToListen(HttpServerOptions options, Throwable cause) {
    String why = String.valueOf(cause.getMessage());
    boolean taken = cause instanceof BindException || why.contains("Address already in use");
    return new StartupProblem(
        taken
            ? "Port " + options.getPort() + " is already in use."
            : "Port " + options.getPort() + " cannot be opened (" + why + ").",
        "Stop the program that has it, or choose another with "
            + (options.isSsl() ? "--set https-port=N." : "--port N."),
        cause);
  }

  /** One event loop's share of the ports. */
  private static final class Listening extends AbstractVerticle {
    private final List<HttpServerOptions> listeners;
    private final Handler<HttpServerRequest> door;
    private final CompletableFuture<List<Integer>> listening;

    Listening(
        List<HttpServerOptions> listeners,
        Handler<HttpServerRequest> door,
        CompletableFuture<List<Integer>> listening) {
      this.listeners = listeners;
      this.door = door;
      this.listening = listening;
    }

    @Override
    public void start(Promise<Void> started) {
      Future.all(listeners.stream().map(this::listen).toList())
          .onSuccess(all -> listening.complete(all.list()))
          .<Void>mapEmpty()
          .onComplete(started);
    }

    private Future<Integer> listen(HttpServerOptions options) {
      return vertx
          .createHttpServer(options)
          .requestHandler(door)
          .invalidRequestHandler(FrontDoor::unreadable)
          .listen()
          .map(HttpServer::actualPort)
          .recover(refused -> Future.failedFuture(refusedToListen(options, refused)));
    }
  }

  private static Router router(
      Vertx vertx, List<Consumer<Router>> features, ApiProblem nothing, boolean stripe) {
    var router = Router.router(vertx);
    router.route().handler(new SecurityHeaders(stripe));
    router.route().handler(FrontDoor::requireReadableQuery);
    router.route("/api/*").handler(new SameOrigin());
    // A WebSocket upgrade has no body, and reading one would lose its first frames.
    router
        .route("/api/*")
        .method(io.vertx.core.http.HttpMethod.POST)
        .method(io.vertx.core.http.HttpMethod.PUT)
        .method(io.vertx.core.http.HttpMethod.DELETE)
        .handler(bodies());
    Contract.load(vertx).mount(router);
    features.forEach(feature -> feature.accept(router));
    router.route().handler(context -> Endpoints.refuse(context, nothing));
    router.route().failureHandler(FrontDoor::failed);
    return router;
  }

  /**
   * Reads small bodies whole. Large ones wait until their feature has looked who sends them; what
   * nobody took is thrown away once the request is answered.
   */
  private static Handler<RoutingContext> bodies() {
    var small = BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX);
    return context -> {
      if (Shop.LARGE_BODIES.contains(context.normalizedPath())) {
        context.request().pause();
        context.addEndHandler(answered -> context.request().resume());
        context.next();
      } else {
        small.handle(context);
      }
    };
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
    return ports.getFirst();
  }

  /** The port for HTTPS; nothing without a certificate. */
  public OptionalInt securePort() {
    return ports.size() < 2 ? OptionalInt.empty() : OptionalInt.of(ports.get(1));
  }

  @Override
  public void close() {
    vertx.undeploy(deployment).toCompletionStage().toCompletableFuture().join();
  }
}
