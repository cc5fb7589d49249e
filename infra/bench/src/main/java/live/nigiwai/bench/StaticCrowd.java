package live.nigiwai.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * The yardstick's viewers: as many of them, on as many connections, at the same rate fetch a file
 * as long as a playlist and then one as long as a part. The server only has to send files; nothing
 * is held back and nothing is new.
 *
 * <p>Requests of one beat are spread over {@value #SPREAD_MILLIS} ms, which is kinder than the
 * burst a live part makes.
 *
 * <p><i>Threading</i>: one event loop.
 */
final class StaticCrowd implements AutoCloseable {
  private static final long SPREAD_MILLIS = 100;

  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final EventLoop loop = (EventLoop) loops.next();
  private final List<HttpLine> playlistLines = new ArrayList<>();
  private final List<HttpLine> partLines = new ArrayList<>();
  private final List<ByteBuf> playlistRequests = new ArrayList<>();
  private final List<ByteBuf> partRequests = new ArrayList<>();
  private final double beatSeconds;
  final Histogram latenessMicros = new Histogram(60_000_000L, 3);
  private long parts;
  private long failures;
  private volatile boolean stopped;

  StaticCrowd(InetSocketAddress server, int viewers, Playlists.Lengths lengths, Path www)
      throws IOException {
    beatSeconds = lengths.partSeconds();
    var random = new Random(7);
    write(www, "playlist", lengths.playlists(), random, playlistRequests);
    write(www, "part", lengths.parts(), random, partRequests);
    var opened = new ArrayList<CompletableFuture<Channel>>();
    for (int n = 0; n < viewers; n++) {
      playlistLines.add(new HttpLine(() -> {}));
      partLines.add(new HttpLine(() -> {}));
      opened.add(LiveCrowd.connect(loops, server, n, playlistLines.get(n)));
      opened.add(LiveCrowd.connect(loops, server, n, partLines.get(n)));
      LockSupport.parkNanos(1_000_000);
    }
    CompletableFuture.allOf(opened.toArray(CompletableFuture[]::new))
        .orTimeout(30, TimeUnit.SECONDS)
        .join();
  }

  private static void write(
      Path www, String name, List<Integer> lengths, Random random, List<ByteBuf> requests)
      throws IOException {
    for (int n = 0; n < lengths.size(); n++) {
      byte[] body = new byte[lengths.get(n)];
      random.nextBytes(body);
      Files.write(www.resolve(name + n), body);
      String text = "GET /" + name + n + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
      requests.add(Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(text, US_ASCII)));
    }
  }

  void start() {
    loop.execute(() -> beat(0, System.nanoTime()));
  }

  private void beat(int number, long due) {
    if (stopped) {
      return;
    }
    int count = playlistLines.size();
    for (int n = 0; n < count; n++) {
      int viewer = n;
      loop.schedule(
          () -> fetch(viewer, number), n * SPREAD_MILLIS * 1_000 / count, TimeUnit.MICROSECONDS);
    }
    long next = due + (long) (beatSeconds * 1e9);
    loop.schedule(() -> beat(number + 1, next), next - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private void fetch(int viewer, int number) {
    var playlistLine = playlistLines.get(viewer);
    var partLine = partLines.get(viewer);
    if (!playlistLine.free() || !partLine.free()) {
      failures++; // the last beat's answer is still under way
      return;
    }
    long began = System.nanoTime();
    playlistLine.get(
        playlistRequests.get(number % playlistRequests.size()),
        true,
        new Fetched(
            () ->
                partLine.get(
                    partRequests.get(number % partRequests.size()),
                    false,
                    new Fetched(() -> arrived(began)))));
  }

  private void arrived(long began) {
    parts++;
    latenessMicros.recordValue((System.nanoTime() - began) / 1_000);
  }

  private final class Fetched implements HttpLine.Asker {
    private final Runnable next;

    Fetched(Runnable next) {
      this.next = next;
    }

    @Override
    public void answered(int status, boolean gzip, byte[] body, long length) {
      if (status == 200) {
        next.run();
      } else {
        failures++;
      }
    }

    @Override
    public void broken(String why) {
      failures++;
    }
  }

  /** Parts so far; read when the loop is quiet or roughly. */
  long parts() {
    return CompletableFuture.supplyAsync(() -> parts, loop).join();
  }

  long failures() {
    return CompletableFuture.supplyAsync(() -> failures, loop).join();
  }

  @Override
  public void close() {
    stopped = true;
    loop.execute(
        () -> {
          playlistLines.forEach(HttpLine::close);
          partLines.forEach(HttpLine::close);
        });
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
  }
}
