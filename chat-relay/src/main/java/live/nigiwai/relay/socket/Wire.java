package live.nigiwai.relay.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.util.concurrent.Executor;
import live.nigiwai.relay.fanout.Frame;
import live.nigiwai.relay.fanout.Outlet;

/**
 * The socket itself. Frames go to the Netty channel as they are, header included, below Vert.x,
 * whose own writes encode the text again for every socket; closing goes through Vert.x.
 *
 * <p><b>Threading</b>: confined to the channel's event loop.
 */
final class Wire implements Outlet {
  private final ServerWebSocket socket;
  private final ChannelHandlerContext below;
  private boolean closed;

  Wire(ServerWebSocket socket, int sendBufferBytes) {
    this.socket = socket;
    this.below = ((WebSocketInternal) socket).channelHandlerContext();
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
