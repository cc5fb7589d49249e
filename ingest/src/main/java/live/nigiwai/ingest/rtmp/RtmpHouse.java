package live.nigiwai.ingest.rtmp;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import live.nigiwai.ingest.media.PublishDoor;
import org.jspecify.annotations.Nullable;

/**
 * What the connections of one server share.
 *
 * <p><i>Threading</i>: any thread.
 */
record RtmpHouse(
    RtmpConfig config,
    Reception reception,
    OnAir<Publication> onAir,
    GrantWatch grants,
    PublishDoor door,
    RtmpMeters meters,
    Consumer<byte[]> random,
    LongSupplier clock,
    Set<RtmpConnection> connections) {

  RtmpHouse(
      RtmpConfig config,
      Reception reception,
      OnAir<Publication> onAir,
      GrantWatch grants,
      PublishDoor door,
      RtmpMeters meters,
      Consumer<byte[]> random,
      LongSupplier clock) {
    this(
        config,
        reception,
        onAir,
        grants,
        door,
        meters,
        random,
        clock,
        ConcurrentHashMap.newKeySet());
  }

  /** No more keys are looked up. */
  void close() {
    reception.close();
    grants.close();
  }

  long nanoTime() {
    return clock.getAsLong();
  }

  /**
   * Gives an accepted socket its connection, or closes it at once.
   *
   * @param tls what stands before the connection; null for plain RTMP
   */
  void enter(Channel channel, @Nullable SslContext tls) {
    if (!(channel.remoteAddress() instanceof InetSocketAddress address)) {
      channel.close(); // gone between the accept and now
      return;
    }
    String household = Reception.household(address.getAddress());
    Optional<String> limit = reception.arrive(household);
    if (limit.isPresent()) {
      meters.refused(limit.get());
      channel.close();
      return;
    }
    RtmpConnection connection = new RtmpConnection(this, channel, household);
    connections.add(connection);
    channel
        .closeFuture()
        .addListener(
            closed -> {
              connections.remove(connection);
              reception.leave(household);
            });
    if (tls != null) {
      SslHandler handler = tls.newHandler(channel.alloc());
      handler.setHandshakeTimeoutMillis(config.timeouts().connect().toMillis());
      channel.pipeline().addLast(handler);
    }
    channel.pipeline().addLast(connection);
  }
}
