package live.nigiwai.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Very many {@link CountingViewer}s on one event loop, from many loopback addresses: limits per
 * address see them as they are, and there are ports for all.
 *
 * <p><i>Threading</i>: viewers live on the loop; questions from outside are answered there.
 */
final class Crowd implements AutoCloseable {
  private static final int READ_BYTES = 64 * 1024;
  private static final long LATENCY_MICROS_MAX = 120_000_000L;
  private static final int JOIN_SECONDS_MAX = 60;
  private static final int VIEWERS_PER_ADDRESS = 250;

  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final EventLoop loop = (EventLoop) loops.next();
  private final Door door;
  private final List<CountingViewer> viewers = new ArrayList<>();
  private final Map<String, Integer> refusals = new TreeMap<>();
  private final SeenFrame.Recent recent = new SeenFrame.Recent();
  private final Map<Long, Long> pinSentAt = new HashMap<>();
  private final ConcurrentLinkedQueue<Long> pinsSent = new ConcurrentLinkedQueue<>();
  private List<Noted> noted = new ArrayList<>();
  private Histogram latency = histogram();
  private Histogram pinLatency = histogram();
  private long deliveries;
  private long frames;
  private @Nullable Consumer<CountingViewer> whenGone;
  private @Nullable Consumer<CountingViewer> whenWelcomed;

  /**
   * Where a broadcast is followed.
   *
   * @param joins whether it is ours, which wants a join
   */
  record Door(int port, String path, boolean joins) {}

  /** A frame at its moment, as one viewer saw it. */
  record Noted(long nanos, int length) {}

  Crowd(Door door) {
    this.door = door;
  }

  private static Histogram histogram() {
    return new Histogram(LATENCY_MICROS_MAX, 3);
  }

  static long nowMicros() {
    return System.nanoTime() / 1_000;
  }

  /** Lets in so many at a steady rate and waits until each is welcomed. */
  void grow(int count, int perSecond) throws Exception {
    long pause = TimeUnit.SECONDS.toNanos(1) / perSecond;
    for (int i = 0; i < count; i++) {
      loop.execute(() -> connect(add()));
      LockSupport.parkNanos(pause);
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(JOIN_SECONDS_MAX);
    while (count(viewer -> viewer.live) < count) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "only %d of %d viewers were let in; refused: %s; closed: %s"
                .formatted(count(viewer -> viewer.live), count, refusals, closeCodes()));
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  private CountingViewer add() {
    var viewer = new CountingViewer(this, viewers.size());
    viewers.add(viewer);
    return viewer;
  }

  /** Connects a viewer, for the first time or again; on the loop. */
  void connect(CountingViewer viewer) {
    int host = viewer.place / VIEWERS_PER_ADDRESS;
    new Bootstrap()
        .group(loop)
        .channel(EpollSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES))
        .localAddress(new InetSocketAddress("127.2.0." + (1 + host), 0))
        .handler(viewer)
        .connect(new InetSocketAddress("127.0.0.1", door.port))
        .addListener(
            connected -> {
              if (!connected.isSuccess()) {
                refused(String.valueOf(connected.cause()));
                gone(viewer);
              }
            });
  }

  String upgrade(@Nullable String cookie) {
    return "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n%s%s\r\n"
        .formatted(
            door.path,
            door.port,
            door.joins ? "Sec-WebSocket-Protocol: nigiwai.v1\r\n" : "",
            cookie == null ? "" : "Cookie: " + cookie + "\r\n");
  }

  boolean joins() {
    return door.joins;
  }

  SeenFrame seen(ByteBuf in, int start, int length) {
    return recent.read(in, start, length);
  }

  void arrived(CountingViewer viewer, SeenFrame frame, int length) {
    if (viewer.place == 0) {
      noted.add(new Noted(System.nanoTime(), length));
    }
    frames++;
    deliveries += frame.comments;
    if (frame.comments > 0 || frame.pins.length > 0) {
      long now = nowMicros();
      for (long due : frame.due) {
        latency.recordValue(Math.clamp(now - due, 0, LATENCY_MICROS_MAX));
      }
      for (long pin : frame.pins) {
        Long sent = pinSentAt.computeIfAbsent(pin, ignored -> pinsSent.poll());
        if (sent != null) {
          pinLatency.recordValue(Math.clamp(now - sent, 0, LATENCY_MICROS_MAX));
        }
      }
    }
  }

  /** A card is about to be laid over the picture or taken off. */
  void pinning() {
    pinsSent.add(nowMicros());
  }

  void refused(String why) {
    refusals.merge(why, 1, Integer::sum);
  }

  void welcomed(CountingViewer viewer) {
    if (whenWelcomed != null) {
      whenWelcomed.accept(viewer);
    }
  }

  void gone(CountingViewer viewer) {
    if (whenGone != null) {
      whenGone.accept(viewer);
    }
  }

  /** What happens when a viewer's socket has ended, and when one is in again; on the loop. */
  void when(Consumer<CountingViewer> gone, Consumer<CountingViewer> welcomed) throws Exception {
    ask(
        () -> {
          whenGone = gone;
          whenWelcomed = welcomed;
          return 0;
        });
  }

  EventLoop loop() {
    return loop;
  }

  /** A viewer by its place; on the loop. */
  CountingViewer at(int place) {
    return viewers.get(place);
  }

  /** What was seen since the count began anew. */
  record Tally(
      Histogram latency, Histogram pins, long deliveries, long frames, List<Noted> noted) {}

  Tally take() throws Exception {
    return ask(
        () -> {
          var tally = new Tally(latency, pinLatency, deliveries, frames, noted);
          latency = histogram();
          pinLatency = histogram();
          deliveries = 0;
          frames = 0;
          noted = new ArrayList<>();
          return tally;
        });
  }

  void forget() throws Exception {
    take();
    ask(
        () -> {
          viewers.forEach(CountingViewer::forget);
          return 0;
        });
  }

  void say(int speaker, String key, String text) {
    loop.execute(() -> viewers.get(speaker).say(key, text));
  }

  /** The first viewer says a text as it is. */
  void sayPlain(String text) {
    loop.execute(() -> viewers.getFirst().send(CountingViewer.TEXT, text));
  }

  long count(Predicate<CountingViewer> wanted) throws Exception {
    return ask(() -> viewers.stream().filter(wanted).count());
  }

  long sum(ToLongFunction<CountingViewer> number) throws Exception {
    return ask(() -> viewers.stream().mapToLong(number).sum());
  }

  boolean await(Predicate<CountingViewer> wanted, int seconds) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (count(wanted) < viewers.size()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(10_000_000);
    }
    return true;
  }

  Map<Integer, Long> closeCodes() throws Exception {
    return ask(
        () -> {
          var codes = new TreeMap<Integer, Long>();
          for (var viewer : viewers) {
            if (viewer.closeCode != 0) {
              codes.merge(viewer.closeCode, 1L, Long::sum);
            }
          }
          return codes;
        });
  }

  /** Viewers who hold another list than the first. */
  long different() throws Exception {
    return ask(() -> viewers.stream().filter(v -> v.digest != viewers.getFirst().digest).count());
  }

  void each(Consumer<CountingViewer> task) throws Exception {
    ask(
        () -> {
          viewers.forEach(task);
          return 0;
        });
  }

  <T> T ask(Supplier<T> question) throws Exception {
    return CompletableFuture.supplyAsync(question, loop).get(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws Exception {
    when(ignored -> {}, ignored -> {});
    each(CountingViewer::close);
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(6, TimeUnit.SECONDS);
  }
}
