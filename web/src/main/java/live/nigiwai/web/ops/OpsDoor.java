package live.nigiwai.web.ops;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import live.nigiwai.runtime.lifecycle.StartupProblem;
import live.nigiwai.runtime.observe.Metrics;

/**
 * {@code /livez} answers while the process runs, {@code /readyz} while it can serve a show, {@code
 * /metrics} in Prometheus' text format. Listens on loopback unless told otherwise.
 */
public final class OpsDoor implements AutoCloseable {
  private static final String TEXT = "text/plain; charset=utf-8";

  private final HttpServer server;

  private OpsDoor(HttpServer server) {
    this.server = server;
  }

  /**
   * @param notReady why no show can be served now, if so; asked on a virtual thread and may block
   * @throws StartupProblem when the port is taken
   */
  public static OpsDoor open(
      Vertx vertx, String host, int port, Metrics metrics, Supplier<Optional<String>> notReady) {
    var router = Router.router(vertx);
    router.get("/livez").handler(context -> text(context.response(), 200, "alive\n"));
    router
        .get("/readyz")
        .handler(
            context ->
                Thread.ofVirtual()
                    .start(
                        () -> {
                          var why = notReady.get();
                          text(
                              context.response(),
                              why.isPresent() ? 503 : 200,
                              why.orElse("ready") + "\n");
                        }));
    router.get("/metrics").handler(context -> text(context.response(), 200, metrics.scrape()));
    try {
      return new OpsDoor(
          vertx
              .createHttpServer()
              .requestHandler(router)
              .listen(port, host)
              .toCompletionStage()
              .toCompletableFuture()
              .get(10, TimeUnit.SECONDS));
    } catch (ExecutionException refused) {
      throw new StartupProblem(
          "Port " + port + " is already in use.",
          "Stop the program that has it, or choose another with --ops-port N.",
          refused);
    } catch (InterruptedException | TimeoutException late) {
      throw new IllegalStateException("the operations port did not open", late);
    }
  }

  private static void text(HttpServerResponse response, int status, String body) {
    if (!response.closed()) {
      response
          .setStatusCode(status)
          .putHeader("Content-Type", TEXT)
          .putHeader("Cache-Control", "no-store")
          .end(body);
    }
  }

  public int port() {
    return server.actualPort();
  }

  @Override
  public void close() {
    server.close().toCompletionStage().toCompletableFuture().join();
  }
}
