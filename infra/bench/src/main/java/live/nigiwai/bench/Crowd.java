package live.nigiwai.bench;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Very many {@link CountingViewer}s on one event loop. */
final class Crowd implements AutoCloseable {
  private static final int FRAME_BYTES_MAX = 8 * 1024 * 1024;
  private static final long BETWEEN_JOINS_NANOS = 2_000_000;
  private static final int ASKED_FOR_LATENCY = 20;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final WebSocketClient client =
      vertx.createWebSocketClient(
          new WebSocketClientOptions()
              .setMaxConnections(50_000)
              .setMaxFrameSize(FRAME_BYTES_MAX)
              .setMaxMessageSize(FRAME_BYTES_MAX));
  private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
  private final List<CountingViewer> viewers = new ArrayList<>();

  /**
   * Opens so many sockets, five hundred per second, and waits until each is welcomed.
   *
   * @param latencyMillis told by every twentieth viewer
   */
  Crowd(int count, int port, String path, @Nullable LongConsumer latencyMillis) {
    var address =
        new WebSocketConnectOptions()
            .setHost("127.0.0.1")
            .setPort(port)
            .setURI(path)
            .addSubProtocol("nigiwai.v1");
    for (int i = 0; i < count; i++) {
      var viewer = new CountingViewer(i % ASKED_FOR_LATENCY == 0 ? latencyMillis : null);
      viewers.add(viewer);
      client
          .connect(new WebSocketConnectOptions(address))
          .onSuccess(viewer::connected)
          .onFailure(refused -> refusals.merge(String.valueOf(refused), 1, Integer::sum));
      LockSupport.parkNanos(BETWEEN_JOINS_NANOS);
    }
    if (!await(CountingViewer::live, Duration.ofSeconds(60))) {
      throw new IllegalStateException(
          "only %d of %d viewers were welcomed; refused: %s; closed: %s"
              .formatted(
                  count(CountingViewer::live),
                  count,
                  refusals,
                  viewers.stream()
                      .filter(viewer -> viewer.closeCode() != 0)
                      .collect(groupingBy(CountingViewer::closeCode, counting()))));
    }
  }

  boolean await(Predicate<CountingViewer> wanted, Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    while (count(wanted) < viewers.size()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(20_000_000);
    }
    return true;
  }

  long count(Predicate<CountingViewer> wanted) {
    return viewers.stream().filter(wanted).count();
  }

  long sum(ToLongFunction<CountingViewer> number) {
    return viewers.stream().mapToLong(number).sum();
  }

  List<CountingViewer> viewers() {
    return viewers;
  }

  @Override
  public void close() throws Exception {
    viewers.forEach(CountingViewer::close);
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
