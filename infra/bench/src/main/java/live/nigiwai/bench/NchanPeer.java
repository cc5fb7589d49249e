package live.nigiwai.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** nginx with Debian's nchan module, one worker: its documented way to hand a message to all. */
final class NchanPeer implements Broadcaster {
  static final Path MODULE = Path.of("/usr/lib/nginx/modules/ngx_nchan_module.so");

  private final Nginx nginx;

  NchanPeer() throws IOException, InterruptedException {
    if (!Files.exists(MODULE)) {
      throw new IllegalStateException("this needs Debian's libnginx-mod-nchan");
    }
    this.nginx = Nginx.nchan();
  }

  @Override
  public String name() {
    return "nginx/nchan";
  }

  @Override
  public Crowd.Door door() {
    return new Crowd.Door(nginx.httpPort(), "/sub", false);
  }

  @Override
  public long cpuMicros() {
    return nginx.cpuMicros();
  }

  @Override
  public long databaseMicros() {
    return 0;
  }

  @Override
  public Speaker speaker(Crowd crowd) throws IOException {
    return new Poster(nginx.httpPort());
  }

  @Override
  public void close() {
    nginx.close();
  }

  /** Posts over one connection; answers are counted as they come. */
  private static final class Poster implements Speaker {
    private static final byte[] TAKEN = "HTTP/1.1 20".getBytes(StandardCharsets.US_ASCII);

    private final Socket socket;
    private final AtomicLong taken = new AtomicLong();
    private long all;

    Poster(int port) throws IOException {
      socket = new Socket("127.0.0.1", port);
      socket.setTcpNoDelay(true);
      Thread.ofVirtual().start(this::countAnswers);
    }

    private void countAnswers() {
      try (InputStream in = socket.getInputStream()) {
        int matched = 0;
        var bytes = new byte[8_192];
        for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
          for (int i = 0; i < length; i++) {
            matched = bytes[i] == TAKEN[matched] ? matched + 1 : bytes[i] == TAKEN[0] ? 1 : 0;
            if (matched == TAKEN.length) {
              taken.incrementAndGet();
              matched = 0;
            }
          }
        }
      } catch (IOException closed) {
        // the end of the run
      }
    }

    @Override
    public void say(long number, String text) throws IOException {
      all++;
      String head =
          "POST /pub HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\nContent-Length: "
              + text.length()
              + "\r\n\r\n";
      socket.getOutputStream().write((head + text).getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public boolean allTaken(long said) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (taken.get() < all && System.nanoTime() < end) {
        LockSupport.parkNanos(10_000_000);
      }
      return taken.get() == all;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
