package live.nigiwai.relay.socket;

import io.netty.channel.EventLoop;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The watch of every event loop.
 *
 * <p><b>Threading</b>: any thread; each watch is touched on its own loop.
 */
final class Watches {
  private final Map<Executor, Watch> watches = new ConcurrentHashMap<>();

  /** The watch of a loop; called on that loop. */
  Watch of(Executor loop) {
    return watches.computeIfAbsent(loop, ignored -> new Watch());
  }

  /** Does something with each watch, on its loop. */
  void each(Consumer<Watch> task) {
    for (var entry : List.copyOf(watches.entrySet())) {
      if (entry.getKey() instanceof EventLoop loop && loop.isShuttingDown()) {
        continue;
      }
      entry.getKey().execute(() -> task.accept(entry.getValue()));
    }
  }
}
