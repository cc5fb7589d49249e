package live.nigiwai.web.app;

import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import live.nigiwai.testkit.ClientView;
import live.nigiwai.testkit.Eventually;
import live.nigiwai.testkit.TestViewer;
import live.nigiwai.web.app.Shopper.Bought;

/**
 * A busy show: viewers who comment at a steady rate over WebSockets while buyers place one order
 * after another over HTTP, none of whom ever gives up.
 *
 * <p><b>Threading</b>: comments come from Vert.x timers, each buyer is a virtual thread; start,
 * stop and the questions belong to the test's thread.
 */
final class Throng implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** As fast as one viewer may go on and on (one comment a second), and a little slower. */
  private static final int VIEWER_PAUSE_MILLIS = 1_250;

  /** Somebody whose last words are still on their way waits before they say more. */
  private static final int UNANSWERED_MAX = 4;

  private final Vertx vertx = Vertx.vertx();
  private final URI base;
  private final List<String> skus;
  private final int buyers;
  private final List<TestViewer> viewers = new ArrayList<>();
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final List<Bought> bought = new CopyOnWriteArrayList<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final List<Thread> running = new ArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicLong timer = new AtomicLong();
  private volatile boolean stopping;
  private volatile boolean closed;

  Throng(URI base, int viewers, int buyers, List<String> skus) {
    this.base = base;
    this.buyers = buyers;
    this.skus = List.copyOf(skus);
    for (int i = 0; i < viewers; i++) {
      var viewer = TestViewer.open(vertx, base, "demo");
      this.viewers.add(viewer);
      var unused = Thread.ofVirtual().name("time-" + i).start(() -> letTimePass(viewer));
    }
    awaitAll(ClientView::live);
  }

  void start() {
    stopping = false;
    timer.set(
        vertx.setPeriodic(Math.max(1, VIEWER_PAUSE_MILLIS / viewers.size()), ignored -> comment()));
    for (int i = 0; i < buyers; i++) {
      running.add(Thread.ofVirtual().name("buyer-" + i).start(this::keepBuying));
    }
  }

  private void comment() {
    int mine = turn.getAndIncrement();
    var viewer = viewers.get(mine % viewers.size());
    if (viewer.look(view -> view.pending().size()) >= UNANSWERED_MAX) {
      return;
    }
    String text = "こんにちは、" + mine + "番目です";
    viewer.say(text);
    said.add(text);
  }

  /** Time passes for a viewer only while somebody waits for it; retries need it to pass. */
  private void letTimePass(TestViewer viewer) {
    while (!closed) {
      viewer.await(ignored -> closed, Duration.ofMillis(500));
    }
  }

  private void keepBuying() {
    while (!stopping) {
      String sku = skus.get(bought.size() % skus.size());
      try (var shopper = new Shopper(base)) {
        bought.add(shopper.buy(sku));
      } catch (RuntimeException | AssertionError failed) {
        failures.add(failed);
        return;
      }
    }
  }

  /** Nobody begins anything new; what was begun is finished and everything said is stored. */
  void stop() {
    vertx.cancelTimer(timer.get());
    stopping = true;
    for (Thread buyer : running) {
      Eventually.get(PATIENCE, buyer::isAlive, alive -> !alive);
    }
    running.clear();
    awaitAll(view -> view.live() && view.pending().isEmpty());
  }

  void awaitAll(java.util.function.Predicate<ClientView> wanted) {
    for (TestViewer viewer : viewers) {
      if (!viewer.await(wanted, PATIENCE)) {
        throw new AssertionError(
            "a viewer is not as wanted: "
                + viewer.look(view -> view.live() + " " + view.offset() + " " + view.pending())
                + viewer.closeCodes());
      }
    }
  }

  /** How many comments the server has acknowledged. */
  long acknowledged() {
    long waiting =
        viewers.stream()
            .mapToLong(
                viewer ->
                    viewer.look(
                        view ->
                            view.pending().stream()
                                .filter(one -> one.state() != ClientView.Pending.State.STORED)
                                .count()))
            .sum();
    return said.size() - waiting;
  }

  /** Texts of every comment ever tried, in the order in which they were tried. */
  List<String> said() {
    return List.copyOf(said);
  }

  List<Bought> bought() {
    return List.copyOf(bought);
  }

  List<TestViewer> viewers() {
    return List.copyOf(viewers);
  }

  List<Throwable> failures() {
    return List.copyOf(failures);
  }

  @Override
  public void close() {
    stopping = true;
    closed = true;
    vertx.cancelTimer(timer.get());
    viewers.forEach(TestViewer::close);
    running.forEach(Thread::interrupt);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
