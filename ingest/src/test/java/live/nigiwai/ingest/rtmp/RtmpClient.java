package live.nigiwai.ingest.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A publisher under the test's control: blocking, obedient unless told otherwise. */
final class RtmpClient implements AutoCloseable {
  private static final AmfValue NOTHING = AmfValue.NOTHING;

  private final Socket socket;
  private final ChunkWriter writer = new ChunkWriter();
  private final ChunkReader reader = new ChunkReader(RtmpLimits.defaults());
  private final ByteBuf received = Unpooled.buffer();

  RtmpClient(int port) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(15_000);
      socket.setTcpNoDelay(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Goes as far as being asked for media, or to the refusal. */
  static RtmpClient publishing(int port, String key) {
    RtmpClient client = new RtmpClient(port).greet().connect("live");
    client.publish(key);
    client.expectStatus("NetStream.Publish.Start");
    return client;
  }

  RtmpClient greet() {
    byte[] first = new byte[1 + Handshake.SIZE];
    first[0] = 3;
    write(first);
    receive(1 + 2 * Handshake.SIZE);
    received.skipBytes(1 + 2 * Handshake.SIZE);
    write(new byte[Handshake.SIZE]);
    return this;
  }

  RtmpClient connect(String app) {
    AmfValue wishes = AmfValue.table("app", app, "flashVer", "TestEncoder/1.0");
    send(new RtmpMessage.Command(0, "connect", 1, List.of(wishes)));
    return this;
  }

  void publish(String key) {
    send(new RtmpMessage.Command(0, "createStream", 2, List.of(NOTHING)));
    AmfValue name = new AmfValue.Text(key);
    AmfValue type = new AmfValue.Text("live");
    send(new RtmpMessage.Command(1, "publish", 3, List.of(NOTHING, name, type)));
  }

  void video(long timestamp, int... payload) {
    byte[] bytes = new byte[payload.length];
    for (int i = 0; i < payload.length; i++) {
      bytes[i] = (byte) payload[i];
    }
    send(new RtmpMessage.Video(timestamp, bytes));
  }

  void send(RtmpMessage message) {
    ByteBuf out = Unpooled.buffer();
    writer.write(MessageCodec.encode(message), out);
    byte[] bytes = new byte[out.readableBytes()];
    out.readBytes(bytes);
    write(bytes);
  }

  void write(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next message, or nothing when the server closed. */
  Optional<RtmpMessage> read() {
    while (true) {
      @Nullable RawMessage raw = reader.next(received);
      if (raw != null) {
        return Optional.of(MessageCodec.decode(raw, RtmpLimits.defaults()));
      }
      if (!receive(1)) {
        return Optional.empty();
      }
    }
  }

  RtmpMessage.Command await(String name) {
    while (true) {
      RtmpMessage message =
          read().orElseThrow(() -> new AssertionError("closed before " + name + " came"));
      if (message instanceof RtmpMessage.Command command && command.name().equals(name)) {
        return command;
      }
    }
  }

  /** Waits for the status and returns its description. */
  String expectStatus(String code) {
    AmfValue.Table status = (AmfValue.Table) await("onStatus").argument(1);
    if (!status.text("code").equals(Optional.of(code))) {
      throw new AssertionError("expected " + code + " but got " + status);
    }
    return status.text("description").orElseThrow();
  }

  /** Reads to the end; true if the server closed rather than fell silent. */
  boolean closedByServer() {
    try {
      while (receive(1)) {
        received.skipBytes(received.readableBytes());
      }
      return true;
    } catch (UncheckedIOException e) {
      return !(e.getCause() instanceof SocketTimeoutException); // a reset is a close too
    }
  }

  /** Has at least so many bytes unread, unless the server closes. */
  private boolean receive(int least) {
    byte[] bytes = new byte[8_192];
    try {
      int wanted = received.readableBytes() + least;
      while (received.readableBytes() < wanted) {
        int count = socket.getInputStream().read(bytes);
        if (count < 0) {
          return false;
        }
        received.writeBytes(bytes, 0, count);
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
