package live.nigiwai.runtime.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import live.nigiwai.runtime.cluster.Bell.Ear;
import live.nigiwai.runtime.cluster.RedisLine.Reply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection that hears. Which channels are wanted is kept here and not with the server: after
 * every reconnect, and whenever the two differ, the difference is asked for.
 *
 * <p><b>Threading</b>: channels are added and removed from any thread. One virtual thread reads and
 * calls the ears, another one, the tuner, writes.
 */
final class Hearings implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Hearings.class);
  private static final byte[] SUBSCRIBE = "SUBSCRIBE".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] UNSUBSCRIBE = "UNSUBSCRIBE".getBytes(StandardCharsets.US_ASCII);
  private static final int CHANNELS_PER_COMMAND_MAX = 256;

  private final RedisAddress address;
  private final String name;
  private final Runnable lost;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, List<Ear>> wanted = new HashMap<>();
  private final Set<String> asked = new HashSet<>();
  private final Thread reader;
  private final Thread tuner;
  private @Nullable RedisLine line;
  private boolean closed;

  /**
   * @param lost told when the connection is gone
   */
  Hearings(RedisAddress address, String name, Runnable lost) {
    this.address = address;
    this.name = name;
    this.lost = lost;
    this.reader = Thread.ofVirtual().name("bell-hearing").unstarted(this::keepReading);
    this.tuner = Thread.ofVirtual().name("bell-tuner").unstarted(this::keepTuned);
  }

  void start() {
    reader.start();
    tuner.start();
  }

  Bell.Hearing add(String channel, Ear ear) {
    boolean already;
    lock.lock();
    try {
      wanted.computeIfAbsent(channel, ignored -> new CopyOnWriteArrayList<>()).add(ear);
      already = line != null && asked.contains(channel);
      changed.signal();
    } finally {
      lock.unlock();
    }
    if (already) {
      ear.tuned();
    }
    return () -> remove(channel, ear);
  }

  private void remove(String channel, Ear ear) {
    lock.lock();
    try {
      var ears = wanted.get(channel);
      if (ears != null && ears.remove(ear) && ears.isEmpty()) {
        wanted.remove(channel);
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  // --- the reader ---

  private void keepReading() {
    var backoff = new Backoff();
    while (!isClosed()) {
      try (var fresh = RedisLine.open(address, name + "-hears")) {
        fresh.listen();
        use(fresh);
        while (true) {
          take(fresh.read());
          backoff.reset();
        }
      } catch (IOException broken) {
        log.debug("not heard: {}", broken.getMessage());
      }
      use(null);
      lost.run();
      try {
        backoff.pause();
      } catch (InterruptedException stopped) {
        return;
      }
    }
  }

  private void use(@Nullable RedisLine fresh) {
    lock.lock();
    try {
      line = fresh;
      asked.clear();
      if (closed && fresh != null) {
        fresh.close();
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void take(Reply reply) {
    if (!(reply instanceof Reply.Items push)
        || push.items().size() != 3
        || !(push.items().get(0) instanceof Reply.Bulk kind)
        || !(push.items().get(1) instanceof Reply.Bulk channel)) {
      return;
    }
    switch (kind.text()) {
      case "message" -> {
        if (push.items().get(2) instanceof Reply.Bulk message) {
          tell(channel.text(), ear -> ear.heard(message.bytes()));
        }
      }
      case "subscribe" -> tell(channel.text(), Ear::tuned);
      case "unsubscribe" -> dropped(channel.text());
      default -> log.debug("a push of kind {}", kind.text());
    }
  }

  private void tell(String channel, Consumer<Ear> what) {
    List<Ear> ears;
    lock.lock();
    try {
      ears = wanted.getOrDefault(channel, List.of());
    } finally {
      lock.unlock();
    }
    for (var ear : ears) {
      try {
        what.accept(ear);
      } catch (RuntimeException fault) {
        log.error("an ear on {} failed", channel, fault);
      }
    }
  }

  /** Asked for or not: if it is wanted, it is asked for again. */
  private void dropped(String channel) {
    lock.lock();
    try {
      asked.remove(channel);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  // --- the tuner ---

  private record Difference(RedisLine line, List<byte[]> more, List<byte[]> fewer) {}

  private void keepTuned() {
    try {
      while (true) {
        var difference = awaitDifference();
        if (difference == null) {
          return;
        }
        try {
          ask(difference.line, SUBSCRIBE, difference.more);
          ask(difference.line, UNSUBSCRIBE, difference.fewer);
          difference.line.flush();
        } catch (IOException broken) {
          difference.line.close();
        }
      }
    } catch (InterruptedException stopped) {
      log.debug("stopped");
    }
  }

  private @Nullable Difference awaitDifference() throws InterruptedException {
    lock.lock();
    try {
      while (!closed) {
        var current = line;
        if (current != null && !asked.equals(wanted.keySet())) {
          return difference(current);
        }
        changed.await();
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private Difference difference(RedisLine current) {
    var more = new ArrayList<byte[]>();
    for (String channel : wanted.keySet()) {
      if (!asked.contains(channel)) {
        more.add(channel.getBytes(StandardCharsets.UTF_8));
      }
    }
    var fewer = new ArrayList<byte[]>();
    for (String channel : asked) {
      if (!wanted.containsKey(channel)) {
        fewer.add(channel.getBytes(StandardCharsets.UTF_8));
      }
    }
    asked.clear();
    asked.addAll(wanted.keySet());
    return new Difference(current, more, fewer);
  }

  private static void ask(RedisLine line, byte[] command, List<byte[]> channels)
      throws IOException {
    for (int from = 0; from < channels.size(); from += CHANNELS_PER_COMMAND_MAX) {
      var words = new ArrayList<byte[]>();
      words.add(command);
      words.addAll(
          channels.subList(from, Math.min(channels.size(), from + CHANNELS_PER_COMMAND_MAX)));
      line.send(words);
    }
  }

  /** Breaks a connection that is of no use; the reader makes another. */
  void hangUp() {
    lock.lock();
    try {
      if (line != null) {
        line.close();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    reader.interrupt();
    hangUp();
  }
}
