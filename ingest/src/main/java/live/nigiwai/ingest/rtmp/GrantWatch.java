package live.nigiwai.ingest.rtmp;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import live.nigiwai.ingest.media.CloseReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks again, as long as publishes last, whether their keys still allow them. That is how a key
 * withdrawn on any node ends its publish on this one, and how a rehearsal begins and ends.
 *
 * <p>No answer is no withdrawal: while the database is away the show goes on.
 *
 * <p><i>Threading</i>: any thread; keys are looked up on a virtual thread, one after the other.
 */
final class GrantWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(GrantWatch.class);

  /** A publish whose key is asked about. */
  interface Watched {
    String key();

    StreamGrant grant();

    /** From the watch's thread. */
    void withdrawn(String rule, CloseReason reason);
  }

  private final Function<String, Optional<StreamGrant>> keys;
  private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofVirtual().name("rtmp-grants-", 0).factory());
  private boolean answered = true;

  GrantWatch(Function<String, Optional<StreamGrant>> keys, Duration every) {
    this.keys = keys;
    long millis = every.toMillis();
    clock.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
  }

  void add(Watched publish) {
    watched.add(publish);
  }

  void remove(Watched publish) {
    watched.remove(publish);
  }

  private void look() {
    Map<Watched, Optional<StreamGrant>> changed = new HashMap<>();
    try {
      for (Watched each : watched) {
        Optional<StreamGrant> now = keys.apply(each.key());
        if (!now.equals(Optional.of(each.grant()))) {
          changed.put(each, now);
        }
      }
      answered = true;
    } catch (RuntimeException unanswered) {
      if (answered) {
        log.warn("Stream keys cannot be looked at again; publishes go on", unanswered);
      }
      answered = false;
    }
    // The backup first, or it would take over from the main encoder for a moment.
    changed.entrySet().stream()
        .sorted(Comparator.comparing(each -> each.getKey().grant().kind() == StreamGrant.Kind.MAIN))
        .forEach(each -> end(each.getKey(), each.getValue()));
  }

  private static void end(Watched publish, Optional<StreamGrant> now) {
    boolean stillGood =
        now.filter(grant -> grant.version() == publish.grant().version()).isPresent();
    if (!stillGood) {
      String words = "This stream key is no longer valid; copy the new one.";
      publish.withdrawn("keyWithdrawn", new CloseReason("NetStream.Publish.BadName", words));
      return;
    }
    String words =
        publish.grant().rehearsal()
            ? "The rehearsal is over; start streaming again to go on air."
            : "A rehearsal begins; start streaming again to rehearse.";
    publish.withdrawn("rehearsalChanged", CloseReason.failed(words));
  }

  /** Interrupts what is being looked up. */
  @Override
  public void close() {
    clock.shutdownNow();
  }
}
