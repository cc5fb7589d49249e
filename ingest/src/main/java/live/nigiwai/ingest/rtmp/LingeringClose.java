package live.nigiwai.ingest.rtmp;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection so that its last words arrive: send what is to be sent, then nothing more,
 * and go on receiving for a moment without listening. A socket closed over unread bytes answers
 * with a reset, which takes the words with it.
 */
final class LingeringClose {
  private LingeringClose() {}

  /** Returns at once; the reader of the channel must discard what still comes. */
  static void close(Channel channel, Duration linger) {
    channel.config().setAutoRead(true);
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener((ChannelFutureListener) written -> saidAll(channel, written.isSuccess()));
    channel.eventLoop().schedule(() -> channel.close(), linger.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void saidAll(Channel channel, boolean heard) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (!heard) {
      channel.close();
    } else if (tls != null) {
      // Or the peer would take the end for an attack and drop the words.
      tls.closeOutbound().addListener(told -> shutOutput(channel));
    } else {
      shutOutput(channel);
    }
  }

  private static void shutOutput(Channel channel) {
    if (channel instanceof DuplexChannel duplex) {
      duplex.shutdownOutput();
    } else {
      channel.close();
    }
  }
}
