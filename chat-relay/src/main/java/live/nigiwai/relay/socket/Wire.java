package live.nigiwai.relay.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.net.impl.VertxHandler;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import live.nigiwai.relay.fanout.Frame;
import live.nigiwai.relay.fanout.Outlet;

/**
 * The socket itself. Frames go to the Netty channel as they are, header included, below Vert.x,
 * whose own writes encode the text again for every socket; closing goes through Vert.x.
 *
 * <p><b>Threading</b>: confined to the channel's event loop.
 */
final class Wire implements Outlet {
  private static final int CLOSE_SECONDS_MAX = 5;

  private final ServerWebSocket socket;
  private final ChannelHandlerContext below;
  private boolean closed;

  /**
   * @param connection the one the socket was upgraded on; read after the upgrade
   */
  Wire(ServerWebSocket socket, HttpConnection connection, int sendBufferBytes) {
    this.socket = socket;
    // Vert.x has no public way down to the channel of an upgraded request.
    this.below = ((ConnectionBase) connection).channel().pipeline().context(VertxHandler.class);
    // Without a bound the kernel takes megabytes for a stalled reader before we see any of it.
    channel().config().setOption(ChannelOption.SO_SNDBUF, sendBufferBytes);
  }

  private Channel channel() {
    return below.channel();
  }

  Executor loop() {
    return channel().eventLoop();
  }

  @Override
  public boolean writable() {
    return channel().isWritable();
  }

  @Override
  public long waitingBytes() {
    var waiting = channel().unsafe().outboundBuffer();
    return waiting == null ? 0 : waiting.totalPendingWriteBytes();
  }

  @Override
  public void write(Frame frame) {
    if (!closed) {
      ByteBuf bytes = frame.duplicate();
      below.writeAndFlush(bytes, below.voidPromise());
    }
  }

  @Override
  public void close(int code, String reason) {
    if (!closed) {
      closed = true;
      socket.close((short) code, reason);
      var unused =
          channel().eventLoop().schedule(this::giveUp, CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
    }
  }

  /**
   * Whoever reads nothing does not read the close either, and Vert.x waits until it is written: its
   * buffers, ours and the kernel's, go now.
   */
  private void giveUp() {
    if (channel().isOpen()) {
      channel().config().setOption(ChannelOption.SO_LINGER, 0);
      below.close();
    }
  }

  /** The other side is gone. */
  void gone() {
    closed = true;
  }

  @Override
  public boolean closed() {
    return closed;
  }
}
