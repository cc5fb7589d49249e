package live.nigiwai.ingest.rtmp;

import static java.lang.System.nanoTime;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import live.nigiwai.ingest.media.CloseReason;
import live.nigiwai.ingest.media.PublishDoor;
import live.nigiwai.runtime.lifecycle.StartupProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The RTMP port: open it, and valid publishers' media arrives at the {@link PublishDoor}.
 *
 * <p><i>Threading</i>: any thread. Connections are served by a few event loops of its own.
 */
public final class RtmpServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RtmpServer.class);

  private static final String HOW = "--rtmp-port N (serve: --set ingest.rtmp.port=N)";

  private final RtmpHouse house;
  private final EventLoopGroup loops;
  private final Channel listener;

  private RtmpServer(RtmpHouse house, EventLoopGroup loops, Channel listener) {
    this.house = house;
    this.loops = loops;
    this.listener = listener;
  }

  /**
   * Opens the port.
   *
   * @param keys what a stream key allows; called on virtual threads, may block
   * @throws StartupProblem if the port cannot be had
   */
  public static RtmpServer open(
      RtmpConfig config,
      Function<String, Optional<StreamGrant>> keys,
      PublishDoor door,
      MeterRegistry registry) {
    return open(config, keys, door, registry, System::nanoTime);
  }

  static RtmpServer open(
      RtmpConfig config,
      Function<String, Optional<StreamGrant>> keys,
      PublishDoor door,
      MeterRegistry registry,
      LongSupplier nanoTime) {
    RtmpLimits limits = config.limits();
    RtmpMeters meters = new RtmpMeters(registry);
    Allowance takeovers =
        new Allowance(
            limits.takeoversPerMinuteMax(),
            Duration.ofMinutes(1),
            limits.countedNamesMax(),
            nanoTime);
    RtmpHouse house =
        new RtmpHouse(
            config,
            new Reception(config, keys, nanoTime),
            new OnAir<>(takeovers),
            new GrantWatch(keys, config.timeouts().keyRecheck()),
            door,
            meters,
            new SecureRandom()::nextBytes,
            nanoTime);
    meters.watch(house.reception()::connections, house.onAir()::shows, house.onAir()::standingBy);
    return listen(house);
  }

  private static RtmpServer listen(RtmpHouse house) {
    RtmpConfig config = house.config();
    boolean epoll = Epoll.isAvailable();
    EventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(
            config.eventLoops(),
            new DefaultThreadFactory("rtmp"),
            epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    Class<? extends ServerChannel> kind =
        epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    int repliesMax = config.limits().replyBytesMax();
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(kind)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, 128)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(repliesMax / 2, repliesMax))
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    house.enter(channel);
                  }
                });
    ChannelFuture bound =
        bootstrap
            .bind(new InetSocketAddress(config.bindAddress(), config.port()))
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      house.close();
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
      throw cannotListen(config, bound.cause());
    }
    RtmpServer server = new RtmpServer(house, loops, bound.channel());
    log.info("RTMP listens on {}:{}", config.bindAddress(), server.port());
    return server;
  }

  private static StartupProblem cannotListen(RtmpConfig config, Throwable cause) {
    String place = "RTMP port " + config.port() + " on " + config.bindAddress();
    String said = String.valueOf(cause.getMessage());
    String words = said.toLowerCase(Locale.ROOT);
    if (words.contains("in use")) {
      return new StartupProblem(
          place + " is already taken.",
          "Stop the program that has it, or choose another with " + HOW + ".",
          cause);
    }
    if (words.contains("permission denied")) {
      return new StartupProblem(
          place + " may not be opened by this user.",
          "Choose one from 1024 up with " + HOW + ".",
          cause);
    }
    if (words.contains("assign requested address")) {
      return new StartupProblem(
          config.bindAddress() + " is not an address of this machine.",
          "Listen on 127.0.0.1, on 0.0.0.0 for all addresses, or on one that this machine has.",
          cause);
    }
    return new StartupProblem(
        place + " cannot be opened (" + said + ").", "Choose another with " + HOW + ".", cause);
  }

  /** The port it listens on, also when the system chose it. */
  public int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /** Takes nobody new, tells every publisher, and has ended every sink when it returns. */
  @Override
  public void close() {
    listener.close().awaitUninterruptibly(1_000);
    house.close();
    CloseReason reason = CloseReason.failed("The server is stopping.");
    house.connections().forEach(connection -> connection.close(reason));
    long deadline = nanoTime() + house.config().timeouts().close().toNanos();
    house.connections().forEach(connection -> connection.awaitClosed(deadline - nanoTime()));
    if (!loops.shutdownGracefully(0, 500, TimeUnit.MILLISECONDS).awaitUninterruptibly(1_000)) {
      log.warn("RTMP event loops did not stop in time");
    }
  }
}
