package live.nigiwai.relay;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.concurrent.TimeUnit;

/** Where a relay under test is reached: a real HTTP server with nothing else on it. */
final class RelayPort {
  private RelayPort() {}

  /** Listens on any free port of this machine. */
  static HttpServer open(Vertx vertx, Relay relay, RelayConfig config) {
    var router = Router.router(vertx);
    router.route("/api/*").handler(BodyHandler.create(false).setBodyLimit(64 * 1024));
    relay.mount(router);
    try {
      return vertx
          .createHttpServer(config.httpOptions(new HttpServerOptions()))
          .requestHandler(router)
          .listen(0, "127.0.0.1")
          .toCompletionStage()
          .toCompletableFuture()
          .get(10, TimeUnit.SECONDS);
    } catch (Exception refused) {
      throw new IllegalStateException("no server", refused);
    }
  }
}
