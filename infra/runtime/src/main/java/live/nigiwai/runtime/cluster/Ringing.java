package live.nigiwai.runtime.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection that rings. What cannot be rung soon is dropped: a late bell tells nobody anything
 * new.
 *
 * <p><b>Threading</b>: {@link #offer} from any thread; one virtual thread owns the connection.
 */
final class Ringing implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Ringing.class);
  private static final byte[] PUBLISH = "PUBLISH".getBytes(StandardCharsets.US_ASCII);
  private static final int WAITING_MAX = 1_024;
  private static final int WAITING_BYTES_MAX = 8 << 20;
  private static final int TOGETHER_MAX = 64;

  private final RedisAddress address;
  private final String name;
  private final Runnable dropped;
  private final ArrayBlockingQueue<Rung> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
  private final AtomicInteger waitingBytes = new AtomicInteger();
  private final Thread owner;
  private volatile @Nullable RedisLine line;
  private volatile boolean closed;

  private record Rung(byte[] channel, byte[] message) {
    int bytes() {
      return channel.length + message.length;
    }
  }

  /**
   * @param dropped told of each message that was not rung
   */
  Ringing(RedisAddress address, String name, Runnable dropped) {
    this.address = address;
    this.name = name;
    this.dropped = dropped;
    this.owner = Thread.ofVirtual().name("bell-ringing").unstarted(this::run);
  }

  void start() {
    owner.start();
  }

  boolean connected() {
    return line != null;
  }

  void offer(String channel, byte[] message) {
    var rung = new Rung(channel.getBytes(StandardCharsets.UTF_8), message);
    if (line == null || waitingBytes.get() > WAITING_BYTES_MAX || !waiting.offer(rung)) {
      dropped.run();
    } else {
      waitingBytes.addAndGet(rung.bytes());
    }
  }

  private void run() {
    var backoff = new Backoff();
    boolean away = false;
    while (!closed) {
      try (var fresh = RedisLine.open(address, name + "-rings")) {
        if (away) {
          log.info("{} is back", address);
          away = false;
        }
        line = fresh;
        while (!closed) {
          ringTogether(fresh);
          backoff.reset();
        }
      } catch (IOException broken) {
        if (!away && !closed) {
          log.warn("{} is away: {}; the database is asked instead", address, broken.getMessage());
          away = true;
        }
        forget();
      } catch (InterruptedException stopped) {
        return;
      }
      try {
        backoff.pause();
      } catch (InterruptedException stopped) {
        return;
      }
    }
  }

  private void ringTogether(RedisLine line) throws IOException, InterruptedException {
    var together = new ArrayList<Rung>();
    together.add(waiting.take());
    waiting.drainTo(together, TOGETHER_MAX - 1);
    for (var rung : together) {
      waitingBytes.addAndGet(-rung.bytes());
      line.send(List.of(PUBLISH, rung.channel, rung.message));
    }
    line.flush();
    for (int i = 0; i < together.size(); i++) {
      line.read();
    }
  }

  private void forget() {
    line = null;
    for (var rung = waiting.poll(); rung != null; rung = waiting.poll()) {
      waitingBytes.addAndGet(-rung.bytes());
      dropped.run();
    }
  }

  /** Breaks a connection that is of no use; the owner makes another. */
  void hangUp() {
    var current = line;
    if (current != null) {
      current.close();
    }
  }

  @Override
  public void close() {
    closed = true;
    owner.interrupt();
    hangUp();
  }
}
