package live.nigiwai.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Stands between a publisher and an RTMP server for one connection, hands all bytes on, and notes
 * when the first came after the server had said {@code NetStream.Publish.Start}: media.
 *
 * <p><i>Threading</i>: one virtual thread for each direction.
 */
final class PublishWatch implements AutoCloseable {
  private static final String STARTED = "NetStream.Publish.Start";

  private final ServerSocket door;
  private final URI target;
  private final CompletableFuture<Long> firstMedia = new CompletableFuture<>();
  private volatile boolean accepted;

  PublishWatch(String url) throws IOException {
    target = URI.create(url);
    door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  /** Where the publisher connects. */
  String url() {
    return "rtmp://127.0.0.1:" + door.getLocalPort() + target.getPath();
  }

  /** When the first byte of media passed, by {@link System#nanoTime}. */
  long firstMediaNanos(int secondsMax) throws Exception {
    return firstMedia.get(secondsMax, TimeUnit.SECONDS);
  }

  private void serve() {
    try (var publisher = door.accept();
        var server = new Socket()) {
      server.connect(new InetSocketAddress(target.getHost(), target.getPort()), 5_000);
      server.setTcpNoDelay(true);
      publisher.setTcpNoDelay(true);
      var back = Thread.ofVirtual().start(() -> answers(server, publisher));
      var out = server.getOutputStream();
      copy(
          publisher.getInputStream(),
          (bytes, length) -> {
            if (accepted && !firstMedia.isDone()) {
              firstMedia.complete(System.nanoTime());
            }
            out.write(bytes, 0, length);
          });
      server.shutdownOutput();
      back.join();
    } catch (IOException | InterruptedException over) {
      firstMedia.completeExceptionally(over);
    }
  }

  private void answers(Socket server, Socket publisher) {
    var said = new StringBuilder();
    try {
      var out = publisher.getOutputStream();
      copy(
          server.getInputStream(),
          (bytes, length) -> {
            if (!accepted) {
              said.append(new String(bytes, 0, length, ISO_8859_1));
              accepted = said.indexOf(STARTED) >= 0;
            }
            out.write(bytes, 0, length);
          });
    } catch (IOException over) {
      // the other direction says so
    }
  }

  private interface Taker {
    void take(byte[] bytes, int length) throws IOException;
  }

  private static void copy(InputStream from, Taker to) throws IOException {
    byte[] bytes = new byte[65_536];
    for (int length = from.read(bytes); length >= 0; length = from.read(bytes)) {
      to.take(bytes, length);
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
