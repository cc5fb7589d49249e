package live.nigiwai.testkit;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Someone who watches: a real WebSocket that behaves as {@code chat-relay/PROTOCOL.md} asks,
 * reconnects and resumes by itself, and can be looked at. Many share one Vert.x.
 *
 * <p><b>Threading</b>: any thread; guarded by a lock that is held only for moments.
 */
public final class TestViewer implements AutoCloseable {
  private static final int FRAME_BYTES_MAX = 4 * 1024 * 1024;
  private static final int BACK_OFF_BASE_MILLIS = 100;
  private static final int BACK_OFF_CAP_MILLIS = 2_000;
  private static final int CLOSE_CODES_KEPT = 64;

  private final Vertx vertx;
  private final WebSocketClient client;
  private final WebSocketConnectOptions address;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ClientView view;
  private final List<Integer> closeCodes = new ArrayList<>();
  private @Nullable WebSocket socket;
  private @Nullable String cookie;
  private boolean left;
  private boolean stopped;
  private int failures;
  private int keys;
  private final String keyPrefix = Long.toString(ThreadLocalRandom.current().nextLong() >>> 1, 36);

  private TestViewer(Vertx vertx, URI base, String show, String log, @Nullable String cookie) {
    this.vertx = vertx;
    this.cookie = cookie;
    this.view = new ClientView(log);
    this.client =
        vertx.createWebSocketClient(
            new WebSocketClientOptions()
                .setMaxFrameSize(FRAME_BYTES_MAX)
                .setMaxMessageSize(FRAME_BYTES_MAX)
                .setMaxConnections(1));
    this.address =
        new WebSocketConnectOptions()
            .setHost(base.getHost())
            .setPort(base.getPort())
            .setURI("/api/shows/" + show + "/live")
            .addSubProtocol("nigiwai.v1");
  }

  /**
   * Starts watching.
   *
   * @param base such as {@code http://127.0.0.1:8080}
   */
  public static TestViewer open(Vertx vertx, URI base, String show) {
    return open(vertx, base, show, "stage", null);
  }

  /**
   * As {@link #open(Vertx, URI, String)}, for a log and with a cookie of one's own.
   *
   * @param cookie the Cookie header; null for a newcomer, who keeps the cookie they are given
   */
  public static TestViewer open(
      Vertx vertx, URI base, String show, String log, @Nullable String cookie) {
    var viewer = new TestViewer(vertx, base, show, log, cookie);
    viewer.connect();
    return viewer;
  }

  private void connect() {
    if (left) {
      return;
    }
    var options = new WebSocketConnectOptions(address);
    if (cookie != null) {
      options.addHeader(HttpHeaders.COOKIE, cookie);
    }
    client.connect(options).onSuccess(this::connected).onFailure(refused -> closed(1006));
  }

  private void connected(WebSocket opened) {
    locked(
        () -> {
          var given = opened.headers().getAll(HttpHeaders.SET_COOKIE);
          if (!given.isEmpty() && cookie == null) {
            cookie = String.join("; ", given.stream().map(each -> each.split(";", 2)[0]).toList());
          }
          socket = opened;
          opened.exceptionHandler(ignored -> {});
          opened.textMessageHandler(text -> locked(() -> carryOut(view.received(text))));
          opened.closeHandler(
              ignored -> {
                Short code = opened.closeStatusCode();
                closed(code == null ? 1006 : code);
              });
          if (left) {
            opened.close();
          } else {
            carryOut(view.connected());
          }
        });
  }

  private void closed(int code) {
    locked(
        () -> {
          socket = null;
          if (closeCodes.size() < CLOSE_CODES_KEPT) {
            closeCodes.add(code);
          }
          failures = view.live() ? 0 : failures + 1;
          var next = view.closed(code);
          stopped = next == ClientView.Next.STOP;
          if (left || stopped) {
            return;
          }
          int spread =
              next == ClientView.Next.RESUME && failures == 0
                  ? BACK_OFF_BASE_MILLIS
                  : Math.min(BACK_OFF_CAP_MILLIS, BACK_OFF_BASE_MILLIS << Math.min(failures, 10));
          vertx.setTimer(1 + ThreadLocalRandom.current().nextInt(spread), ignored -> connect());
        });
  }

  private void carryOut(List<ClientView.Act> acts) {
    var open = socket;
    for (var act : acts) {
      switch (act) {
        case ClientView.Act.Send send when open != null -> open.writeTextMessage(send.json());
        case ClientView.Act.Close close when open != null ->
            open.close((short) close.code(), "hole");
        case ClientView.Act.Send ignored -> {}
        case ClientView.Act.Close ignored -> {}
      }
    }
  }

  private void locked(Runnable work) {
    lock.lock();
    try {
      work.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Comments, and returns the key; sent again by itself until it is stored. */
  public String say(String text) {
    return say(text, null);
  }

  public String say(String text, @Nullable Long mediaAt) {
    lock.lock();
    try {
      String key = keyPrefix + "-" + keys++;
      carryOut(view.say(key, text, mediaAt));
      return key;
    } finally {
      lock.unlock();
    }
  }

  /** Comments under a key of the test's own. */
  public void sayAs(String key, String text) {
    locked(() -> carryOut(view.say(key, text, null)));
  }

  /** Sends text as it is. */
  public void send(String text) {
    locked(
        () -> {
          if (socket != null) {
            socket.writeTextMessage(text);
          }
        });
  }

  /** Reads nothing more, as a stalled network would. */
  public void stall() {
    locked(
        () -> {
          if (socket != null) {
            socket.pause();
          }
        });
  }

  public void goOn() {
    locked(
        () -> {
          if (socket != null) {
            socket.resume();
          }
        });
  }

  /** The connection breaks; the viewer comes back by itself. */
  public void breakConnection() {
    locked(
        () -> {
          if (socket != null) {
            socket.close((short) 4299, "broken by the test");
          }
        });
  }

  /** What the view answers now. */
  public <T> T look(Function<ClientView, T> question) {
    lock.lock();
    try {
      return question.apply(view);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the view is as asked; time passes for it meanwhile, so retries go out. */
  public boolean await(Predicate<ClientView> wanted, Duration deadline) {
    long last = System.nanoTime();
    long end = last + deadline.toNanos();
    lock.lock();
    try {
      while (!wanted.test(view)) {
        long now = System.nanoTime();
        if (now >= end) {
          return false;
        }
        carryOut(view.passed((now - last) / 1_000_000));
        last = now;
        changed.await(Math.min(end - now, 50_000_000), TimeUnit.NANOSECONDS);
      }
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  public boolean awaitLive(Duration deadline) {
    return await(ClientView::live, deadline);
  }

  /** Waits for the end of a socket with this code. */
  public boolean awaitClosed(int code, Duration deadline) {
    return await(ignored -> closeCodes.contains(code), deadline);
  }

  public List<Integer> closeCodes() {
    return look(ignored -> List.copyOf(closeCodes));
  }

  /** The Cookie header by which the server knows this viewer. */
  public @Nullable String cookie() {
    return look(ignored -> cookie);
  }

  /** Leaves for good. */
  @Override
  public void close() {
    locked(
        () -> {
          left = true;
          if (socket != null) {
            socket.close();
          }
        });
    client.close();
  }
}
