package live.nigiwai.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * Very many {@link LiveViewer}s on one event loop, each at a loopback address of its own, so that
 * limits per address see them as they are: many.
 *
 * <p><i>Threading</i>: viewers and counts live on the event loop; questions from outside are
 * answered there.
 */
final class LiveCrowd implements AutoCloseable {
  private static final int READ_BYTES = 128 * 1024;
  private static final long RETRY_MILLIS = 250;
  private static final int CONNECT_MILLIS_MAX = 5_000;
  private static final long AGE_MILLIS_MAX = 600_000;
  private static final double NANOS_PER_MICRO = 1e3;

  /**
   * What a stretch of watching came to. Lateness: from a part's publication to its last byte at one
   * viewer. Age: from its last picture's PROGRAM-DATE-TIME to there.
   */
  static final class Tally {
    final Histogram latenessMicros = new Histogram(60_000_000L, 3);
    final Histogram ageMillis = new Histogram(AGE_MILLIS_MAX, 3);
    final Map<String, Integer> failures = new TreeMap<>();
    long parts;
    long playlists;
    long bytes;
    long late;
    long stalls;
    double stalledSeconds;

    double lateness(double percentile) {
      return latenessMicros.getValueAtPercentile(percentile) / 1e3;
    }
  }

  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final EventLoop loop = (EventLoop) loops.next();
  private final InetSocketAddress server;
  private final Playlists playlists;
  private final double partTargetSeconds;
  private final List<LiveViewer> viewers = new ArrayList<>();
  private final LiveViewer.Counts counts = new Counting();
  private final long wallOffsetNanos = System.currentTimeMillis() * 1_000_000L - System.nanoTime();
  private Tally tally = new Tally();

  LiveCrowd(InetSocketAddress server, Playlists playlists, double partTargetSeconds) {
    this.server = server;
    this.playlists = playlists;
    this.partTargetSeconds = partTargetSeconds;
  }

  /** Adds viewers at a steady rate and waits until each has its first part. */
  void grow(int to, int perSecond) throws Exception {
    long pause = TimeUnit.SECONDS.toNanos(1) / perSecond;
    for (int n = (int) (long) ask(() -> (long) viewers.size()); n < to; n++) {
      int number = n;
      loop.execute(() -> admit(number));
      LockSupport.parkNanos(pause);
    }
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (joined() < to && System.nanoTime() < deadline) {
      LockSupport.parkNanos(50_000_000);
    }
  }

  private void admit(int number) {
    var viewer = new LiveViewer(playlists, counts);
    viewers.add(viewer);
    connect(number, viewer.playlistLine());
    connect(number, viewer.partLine());
  }

  /** One connection from the address of its viewer. */
  private void connect(int number, HttpLine line) {
    connect(loops, server, number, line)
        .whenComplete(
            (opened, refused) -> {
              if (refused != null) {
                counts.failed("connect: " + refused.getMessage());
              }
            });
  }

  static CompletableFuture<Channel> connect(
      MultiThreadIoEventLoopGroup loops, InetSocketAddress server, int number, HttpLine line) {
    var done = new CompletableFuture<Channel>();
    new Bootstrap()
        .group(loops)
        .channel(EpollSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS_MAX)
        .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES))
        .localAddress(new InetSocketAddress(address(number), 0))
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(line);
              }
            })
        .connect(server)
        .addListener(
            (io.netty.channel.ChannelFuture connected) -> {
              if (connected.isSuccess()) {
                done.complete(connected.channel());
              } else {
                done.completeExceptionally(connected.cause());
              }
            });
    return done;
  }

  private static String address(int number) {
    return "127.1.%d.%d".formatted(number / 250, 1 + number % 250);
  }

  long joined() throws Exception {
    return ask(() -> viewers.stream().filter(LiveViewer::joined).count());
  }

  long gone() throws Exception {
    return ask(() -> viewers.stream().filter(LiveViewer::gone).count());
  }

  /** Parts that have arrived since the count began anew. */
  long parts() throws Exception {
    return ask(() -> tally.parts);
  }

  Playlists.Lengths lengths() throws Exception {
    return ask(playlists::lengths);
  }

  /** Hands over what was counted and starts anew. */
  Tally take() throws Exception {
    return ask(
        () -> {
          Tally full = tally;
          tally = new Tally();
          return full;
        });
  }

  private <T> T ask(Supplier<T> question) throws Exception {
    return CompletableFuture.supplyAsync(question, loop).get(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    loop.execute(() -> viewers.forEach(LiveViewer::close));
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
  }

  private final class Counting implements LiveViewer.Counts {
    @Override
    public void playlist(long length) {
      tally.playlists++;
      tally.bytes += length;
    }

    @Override
    public void part(Part part, long length, boolean whileWatching) {
      tally.parts++;
      tally.bytes += length;
      if (!whileWatching) {
        return;
      }
      long now = System.nanoTime();
      long nanos = now - part.publishedNanos;
      tally.latenessMicros.recordValue((long) (nanos / NANOS_PER_MICRO));
      double age = (now + wallOffsetNanos) / 1e6 - part.endsAtMillis;
      // A publisher that was held up at its start is ahead of its dates: no age at all.
      tally.ageMillis.recordValue((long) Math.clamp(age, 0, AGE_MILLIS_MAX));
      if (nanos / 1e9 > partTargetSeconds) {
        tally.late++;
      }
    }

    @Override
    public void stalled(double seconds) {
      tally.stalls++;
      tally.stalledSeconds += seconds;
    }

    @Override
    public void failed(String why) {
      tally.failures.merge(why, 1, Integer::sum);
    }

    @Override
    public void later(Runnable again) {
      loop.schedule(again, RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }
}
