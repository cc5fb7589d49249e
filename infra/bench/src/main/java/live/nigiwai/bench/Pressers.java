package live.nigiwai.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Buyers who tap 買う over HTTP, each press by somebody new with a key of its own. Either as fast as
 * answers come (closed), to find out how many there can be, or at fixed moments whatever the server
 * does (open), to find out how long one waits: then latency counts from the moment the press was
 * due, also when no connection was free.
 *
 * <p><i>Threading</i>: one event loop; {@link #asFastAsAnswered} and {@link #atRate} are called
 * from outside and wait.
 */
final class Pressers implements AutoCloseable {
  private static final long MICROS_MAX = 60_000_000L;
  private static final int KEY_DIGITS = 15;

  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final EventLoop loop = (EventLoop) loops.next();
  private final List<Presser> pressers = new ArrayList<>();
  private final Deque<Presser> free = new ArrayDeque<>();
  private final Deque<Long> late = new ArrayDeque<>();
  private final long keyBase = System.currentTimeMillis() % 1_000_000_000L * 1_000_000L;
  private long keys;
  private boolean closedModel;
  private boolean running;
  private Tally tally = new Tally();

  /** What came back. */
  static final class Tally {
    final Histogram micros = new Histogram(MICROS_MAX, 3);
    final Map<String, Long> refused = new TreeMap<>();
    long accepted;
    double seconds;

    double perSecond() {
      return accepted / seconds;
    }

    double millisAt(double percentile) {
      return micros.getValueAtPercentile(percentile) / 1e3;
    }
  }

  /**
   * Connects.
   *
   * @param show whose shelf the SKUs stand on
   * @param skus pressed on in turn
   */
  Pressers(InetSocketAddress server, String show, List<String> skus, int connections) {
    var opened = new ArrayList<CompletableFuture<Channel>>();
    for (int n = 0; n < connections; n++) {
      var presser = new Presser(request(server, show, skus.get(n % skus.size())));
      pressers.add(presser);
      opened.add(LiveCrowd.connect(loops, server, n, presser.line));
    }
    CompletableFuture.allOf(opened.toArray(CompletableFuture[]::new))
        .orTimeout(30, TimeUnit.SECONDS)
        .join();
  }

  /** One buffer per connection; only the key's digits change from press to press. */
  private static ByteBuf request(InetSocketAddress server, String show, String sku) {
    String body = "{\"sku\":\"%s\",\"quantity\":1}".formatted(sku);
    String text =
        """
        POST /api/shows/%s/checkouts HTTP/1.1\r
        Host: %s:%d\r
        Content-Type: application/json\r
        Content-Length: %d\r
        Idempotency-Key: %s\r
        \r
        %s\
        """
            .formatted(
                show,
                server.getHostString(),
                server.getPort(),
                body.length(),
                "0".repeat(KEY_DIGITS),
                body);
    return Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(text, US_ASCII));
  }

  /** Everyone presses again as soon as they are answered. */
  Tally asFastAsAnswered(int seconds) throws Exception {
    return measure(
        seconds,
        () -> {
          closedModel = true;
          running = true;
          pressers.forEach(presser -> presser.press(System.nanoTime()));
        });
  }

  /** So many presses per second, evenly. */
  Tally atRate(double perSecond, int seconds) throws Exception {
    return measure(
        seconds,
        () -> {
          closedModel = false;
          running = true;
          free.clear();
          free.addAll(pressers);
          late.clear();
          tick(System.nanoTime(), 0, perSecond);
        });
  }

  private Tally measure(int seconds, Runnable start) throws Exception {
    long began = System.nanoTime();
    on(
        () -> {
          tally = new Tally();
          start.run();
        });
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
    var done = new CompletableFuture<Tally>();
    loop.execute(
        () -> {
          running = false;
          tally.seconds = (System.nanoTime() - began) / 1e9;
          done.complete(tally);
          tally = new Tally();
        });
    var result = done.get(10, TimeUnit.SECONDS);
    quiet();
    return result;
  }

  /** Nobody waits for an answer any more, so that what comes next is not disturbed. */
  private void quiet() throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    var waiting = new boolean[1];
    do {
      on(() -> waiting[0] = pressers.stream().anyMatch(presser -> presser.waits));
      LockSupport.parkNanos(5_000_000);
    } while (waiting[0] && System.nanoTime() < deadline);
  }

  private void on(Runnable work) throws Exception {
    CompletableFuture.runAsync(work, loop).get(30, TimeUnit.SECONDS);
  }

  private void tick(long began, long sent, double perSecond) {
    if (!running) {
      return;
    }
    long now = System.nanoTime();
    long count = sent;
    for (long due = due(began, count, perSecond); due <= now; due = due(began, count, perSecond)) {
      var presser = free.poll();
      if (presser == null) {
        late.add(due);
      } else {
        presser.press(due);
      }
      count++;
    }
    long next = count;
    loop.schedule(() -> tick(began, next, perSecond), 500, TimeUnit.MICROSECONDS);
  }

  private static long due(long began, long number, double perSecond) {
    return began + (long) (number * 1e9 / perSecond);
  }

  /** One connection. */
  private final class Presser implements HttpLine.Asker {
    private final HttpLine line = new HttpLine(() -> {});
    private final ByteBuf request;
    private final int keyAt;
    private long due;
    private boolean waits;

    Presser(ByteBuf request) {
      this.request = request;
      String text = request.toString(US_ASCII);
      String before = "Idempotency-Key: ";
      this.keyAt = text.indexOf(before) + before.length();
    }

    void press(long dueNanos) {
      due = dueNanos;
      waits = true;
      long key = keyBase + keys++;
      for (int digit = KEY_DIGITS - 1; digit >= 0; digit--) {
        request.setByte(keyAt + digit, '0' + (int) (key % 10));
        key /= 10;
      }
      line.get(request, false, this);
    }

    @Override
    public void answered(int status, boolean gzip, byte[] body, long length) {
      waits = false;
      tally.micros.recordValue(Math.min(MICROS_MAX, (System.nanoTime() - due) / 1_000));
      if (status == 201) {
        tally.accepted++;
      } else {
        tally.refused.merge(String.valueOf(status), 1L, Long::sum);
      }
      next();
    }

    private void next() {
      if (!running) {
        return;
      }
      if (closedModel) {
        press(System.nanoTime());
        return;
      }
      var overdue = late.poll();
      if (overdue == null) {
        free.add(this);
      } else {
        press(overdue);
      }
    }

    @Override
    public void broken(String why) {
      waits = false;
      tally.refused.merge(why, 1L, Long::sum);
    }
  }

  @Override
  public void close() {
    loop.execute(() -> pressers.forEach(presser -> presser.line.close()));
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
  }
}
