package live.nigiwai.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real {@code redis-server} on a free port, to be killed, frozen and brought back.
 *
 * <p><b>Threading</b>: one test at a time.
 */
public final class RedisProcess implements AutoCloseable {
  private final int port;
  private Process process;

  private RedisProcess(int port) {
    this.port = port;
    this.process = launch();
  }

  public static RedisProcess start() {
    return new RedisProcess(freePort());
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }

  private Process launch() {
    try {
      var started =
          new ProcessBuilder(
                  List.of(
                      "redis-server",
                      "--port",
                      "" + port,
                      "--bind",
                      "127.0.0.1",
                      "--save",
                      "",
                      "--appendonly",
                      "no",
                      "--dir",
                      System.getProperty("java.io.tmpdir")))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      Eventually.holds(
          () -> {
            try (var socket = new Socket()) {
              socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
            }
          });
      return started;
    } catch (IOException missing) {
      throw new UncheckedIOException("redis-server does not start (is it installed?)", missing);
    }
  }

  /** Such as {@code redis://127.0.0.1:40123}. */
  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  /** As {@code kill -9} does. */
  public void kill() {
    try {
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** On the same port again. */
  public void restart() {
    process = launch();
  }

  public void freeze() {
    Signals.freeze(process.toHandle());
  }

  public void thaw() {
    Signals.thaw(process.toHandle());
  }

  @Override
  public void close() {
    kill();
  }
}
