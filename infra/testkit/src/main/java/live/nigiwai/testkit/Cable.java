package live.nigiwai.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What lies between a client and a server on this machine: a port of its own that passes bytes on,
 * and can be cut, mended, or led to another server.
 *
 * <p><b>Threading</b>: any thread; two virtual threads per connection pass bytes on.
 */
public final class Cable implements AutoCloseable {
  private final ServerSocket door;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger passed = new AtomicInteger();
  private final AtomicReference<byte @Nullable []> cutBeforeAnswerTo = new AtomicReference<>();
  private volatile int target;
  private volatile boolean cut;

  private Cable(ServerSocket door, int target) {
    this.door = door;
    this.target = target;
  }

  /** A cable to a port of this machine. */
  public static Cable to(int port) {
    try {
      var cable = new Cable(new ServerSocket(0, 1_024, InetAddress.getLoopbackAddress()), port);
      Thread.ofVirtual().name("cable-door").start(cable::admit);
      return cable;
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }

  public int port() {
    return door.getLocalPort();
  }

  /** Connections that were passed on since the start. */
  public int connections() {
    return passed.get();
  }

  /** Breaks every connection and refuses new ones. */
  public void cut() {
    cut = true;
    breakConnections();
  }

  public void mend() {
    cut = false;
  }

  /** New connections go there. */
  public void leadTo(int port) {
    target = port;
  }

  /**
   * The next time the client sends these bytes the server gets them, and the client never hears its
   * answer: the connection breaks in between, once.
   */
  public void loseTheAnswerTo(String bytes) {
    cutBeforeAnswerTo.set(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Whether {@link #loseTheAnswerTo} has happened. */
  public boolean answerWasLost() {
    return cutBeforeAnswerTo.get() == null;
  }

  public void breakConnections() {
    sockets.forEach(Cable::close);
  }

  private void admit() {
    try {
      while (true) {
        var client = door.accept();
        if (cut) {
          close(client);
        } else {
          Thread.ofVirtual().start(() -> connect(client));
        }
      }
    } catch (IOException closed) {
      breakConnections();
    }
  }

  private void connect(Socket client) {
    sockets.add(client);
    try (client;
        var server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      sockets.add(server);
      passed.incrementAndGet();
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      var answers =
          Thread.ofVirtual()
              .start(
                  () -> {
                    pass(server, client, false);
                    close(server);
                    close(client);
                  });
      boolean lost = pass(client, server, true);
      if (!lost) {
        close(server);
      }
      // An answer that is lost arrives first, which proves that the server did its work.
      answers.join();
      sockets.remove(server);
    } catch (IOException refused) {
      close(client);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.remove(client);
    }
  }

  /** Until an end is gone; true when the answer to what was passed last is to be lost. */
  private boolean pass(Socket from, Socket to, boolean fromClient) {
    var buffer = new byte[64 * 1024];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        boolean losing = fromClient && isToLose(buffer, count);
        if (losing) {
          from.close();
        }
        out.write(buffer, 0, count);
        out.flush();
        if (losing) {
          return true;
        }
      }
    } catch (IOException broken) {
      // whoever called closes both ends
    }
    return false;
  }

  private boolean isToLose(byte[] buffer, int count) {
    byte[] wanted = cutBeforeAnswerTo.get();
    if (wanted == null) {
      return false;
    }
    for (int i = 0; i + wanted.length <= count; i++) {
      int same = 0;
      while (same < wanted.length && buffer[i + same] == wanted[same]) {
        same++;
      }
      if (same == wanted.length) {
        return cutBeforeAnswerTo.compareAndSet(wanted, null);
      }
    }
    return false;
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyBroken) {
      // it is gone either way
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException alreadyClosed) {
      // it is gone either way
    }
    breakConnections();
  }
}
