package live.nigiwai.bench;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The floor: the least a JVM can do. Bare Netty, one loop, no rooms, no database, no protocol; it
 * only writes prepared frames to every socket at the recorded moments.
 *
 * <p>Arguments: the schedule's file with one {@code millis length} per line. It prints its port,
 * starts when a line arrives on its input and prints {@code done}.
 *
 * <p><b>Threading</b>: the set of sockets and the schedule live on the one event loop.
 */
final class BareBroadcast {
  private final List<Channel> sockets = new ArrayList<>();

  private BareBroadcast() {}

  public static void main(String[] arguments) throws Exception {
    new BareBroadcast().run(Files.readAllLines(Path.of(arguments[0])));
  }

  private void run(List<String> schedule) throws InterruptedException, IOException {
    var loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    var server =
        new ServerBootstrap()
            .group(loops)
            .channel(EpollServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 4_096)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel socket) {
                    socket
                        .pipeline()
                        .addLast(new HttpServerCodec())
                        .addLast(new HttpObjectAggregator(8_192))
                        .addLast(new WebSocketServerProtocolHandler("/", "nigiwai.v1", true))
                        .addLast(new Arrivals());
                  }
                })
            .bind("127.0.0.1", 0)
            .sync()
            .channel();
    System.out.println(((InetSocketAddress) server.localAddress()).getPort());
    if (System.in.read() >= 0) {
      var loop = loops.next();
      long last = 0;
      for (String line : schedule) {
        String[] parts = line.split(" ");
        last = Long.parseLong(parts[0]);
        ByteBuf text = frame(Integer.parseInt(parts[1]));
        loop.schedule(() -> broadcast(text), last, TimeUnit.MILLISECONDS);
      }
      loop.schedule(() -> System.out.println("done"), last + 500, TimeUnit.MILLISECONDS);
      while (System.in.read() >= 0) {
        // until the benchmark closes our input
      }
    }
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  private static ByteBuf frame(int length) {
    var bytes = Unpooled.directBuffer(length);
    bytes.writeBytes("{\"f\":\"x\",\"p\":\"".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    while (bytes.writableBytes() > 2) {
      bytes.writeByte('x');
    }
    bytes.writeByte('"').writeByte('}');
    return Unpooled.unreleasableBuffer(bytes);
  }

  private void broadcast(ByteBuf text) {
    for (var socket : sockets) {
      socket.writeAndFlush(new TextWebSocketFrame(text.duplicate()), socket.voidPromise());
    }
  }

  private final class Arrivals extends SimpleChannelInboundHandler<WebSocketFrame> {
    private boolean joined;

    /** Speaks only after the client did: its handlers are in place then. */
    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame ignored) {
      if (!joined) {
        joined = true;
        sockets.add(context.channel());
        var welcome = "{\"f\":\"welcome\",\"ev\":[],\"off\":0}";
        context.writeAndFlush(new TextWebSocketFrame(welcome));
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      sockets.remove(context.channel());
    }
  }
}
