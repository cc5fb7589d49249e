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
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import live.nigiwai.ingest.media.CloseReason;
import live.nigiwai.ingest.media.PublishDoor;
import live.nigiwai.runtime.lifecycle.StartupProblem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The RTMP port, and the one for RTMPS where there is a certificate: open it, and valid publishers'
 * media arrives at the {@link PublishDoor}.
 *
 * <p><i>Threading</i>: any thread. Connections are served by a few event loops of its own.
 */
public final class RtmpServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RtmpServer.class);

  private static final String HOW_TLS = "--set ingest.rtmp.tls-port=N";
  private static final String HOW = "--rtmp-port N (serve: --set ingest.rtmp.port=N)";

  private final RtmpHouse house;
  private final EventLoopGroup loops;
  private final List<Channel> listeners = new ArrayList<>();

  private RtmpServer(RtmpHouse house, EventLoopGroup loops) {
    this.house = house;
    this.loops = loops;
  }

  /** Opens the port for plain RTMP only. */
  public static RtmpServer open(
      RtmpConfig config,
      Function<String, Optional<StreamGrant>> keys,
      PublishDoor door,
      MeterRegistry registry) {
    return open(config, keys, door, registry, null);
  }

  /**
   * Opens the ports.
   *
   * @param keys what a stream key allows; called on virtual threads, may block
   * @param tls opens the port for RTMPS too; null for none
   * @throws StartupProblem if a port cannot be had
   */
  public static RtmpServer open(
      RtmpConfig config,
      Function<String, Optional<StreamGrant>> keys,
      PublishDoor door,
      MeterRegistry registry,
      @Nullable SslContext tls) {
    return open(config, keys, door, registry, tls, System::nanoTime);
  }

  static RtmpServer open(
      RtmpConfig config,
      Function<String, Optional<StreamGrant>> keys,
      PublishDoor door,
      MeterRegistry registry,
      @Nullable SslContext tls,
      LongSupplier nanoTime) {
    RtmpLimits limits = config.limits();
    RtmpMeters meters = new RtmpMeters(registry);
    Allowance takeovers =
        new Allowance(
            limits.takeoversPerMinuteMax(),
            Duration.ofMinutes(1),
            limits.countedNamesMax(),
            nanoTime,
            meters::forgot);
    RtmpHouse house =
        new RtmpHouse(
            config,
            new Reception(config, keys, nanoTime, meters),
            new OnAir<>(takeovers),
            new GrantWatch(keys, config.timeouts().keyRecheck()),
            door,
            meters,
            new SecureRandom()::nextBytes,
            nanoTime);
    meters.watch(house.reception()::connections, house.onAir()::shows, house.onAir()::standingBy);
    return listen(house, tls);
  }

  private static RtmpServer listen(RtmpHouse house, @Nullable SslContext tls) {
    RtmpConfig config = house.config();
    boolean epoll = Epoll.isAvailable();
    EventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(
            config.eventLoops(),
            new DefaultThreadFactory("rtmp"),
            epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    RtmpServer server = new RtmpServer(house, loops);
    try {
      server.listen("RTMP", config.port(), epoll, null);
      if (tls != null) {
        server.listen("RTMPS", config.tlsPort(), epoll, tls);
      }
    } catch (StartupProblem problem) {
      server.close();
      throw problem;
    }
    return server;
  }

  private void listen(String protocol, int port, boolean epoll, @Nullable SslContext tls) {
    RtmpConfig config = house.config();
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
                    house.enter(channel, tls);
                  }
                });
    ChannelFuture bound =
        bootstrap.bind(new InetSocketAddress(config.bindAddress(), port)).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      String how = tls == null ? HOW : HOW_TLS;
      throw cannotListen(protocol, config.bindAddress(), port, how, bound.cause());
    }
    listeners.add(bound.channel());
    log.info("{} listens on {}:{}", protocol, config.bindAddress(), portOf(bound.channel()));
  }

  private static StartupProblem cannotListen(
      String protocol, String address, int port, String how, Throwable cause) {
    String place = protocol + " port " + port + " on " + address;
    String said = String.valueOf(cause.getMessage());
    String words = said.toLowerCase(Locale.ROOT);
    if (words.contains("in use")) {
      return new StartupProblem(
          place + " is already taken.",
          "Stop the program that has it, or choose another with " + how + ".",
          cause);
    }
    if (words.contains("permission denied")) {
      return new StartupProblem(
          place + " may not be opened by this user.",
          "Choose one from 1024 up with " + how + ".",
          cause);
    }
    if (words.contains("assign requested address")) {
      return new StartupProblem(
          address + " is not an address of this machine.",
          "Listen on 127.0.0.1, on 0.0.0.0 for all addresses, or on one that this machine has.",
          cause);
    }
    return new StartupProblem(
        place + " cannot be opened (" + said + ").", "Choose another with " + how + ".", cause);
  }

  /** The port it listens on, also when the system chose it. */
  public int port() {
    return portOf(listeners.getFirst());
  }

  /** Likewise for RTMPS; nothing without a certificate. */
  public OptionalInt tlsPort() {
    return listeners.size() < 2 ? OptionalInt.empty() : OptionalInt.of(portOf(listeners.get(1)));
  }

  private static int portOf(Channel listener) {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /** Takes nobody new, tells every publisher, and has ended every sink when it returns. */
  @Override
  public void close() {
    listeners.forEach(listener -> listener.close().awaitUninterruptibly(1_000));
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
