package live.nigiwai.runtime.timeline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import live.nigiwai.runtime.cluster.Bell;
import live.nigiwai.runtime.postgres.DatabaseUnavailableException;
import live.nigiwai.show.timeline.LogId;
import live.nigiwai.show.timeline.ShowTimeline.Following;
import live.nigiwai.show.timeline.TimelineBatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One log as this node's followers see it, whoever stored it: our own transactions, what other
 * nodes ring, and what had to be read because nobody told us.
 *
 * <p>The channel is heard only while somebody follows. Reading is single flight: however many ask,
 * one reads.
 *
 * <p><b>Threading</b>: any thread; {@link #read} blocks, all else does not.
 */
final class Feed {
  private static final Logger log = LoggerFactory.getLogger(Feed.class);
  private static final int READ_MAX = 2_000;

  /** How long the batch before one that came early may still be under way. */
  private static final Duration EARLY_MAX = Duration.ofMillis(20);

  private static final Duration AWAY_PAUSE = Duration.ofMillis(500);

  private final LogId id;
  private final LogStore store;
  private final Bell bell;
  private final Delivery delivery;
  private final Heard counts;
  private final ReentrantLock reading = new ReentrantLock();
  private final AtomicBoolean readAsked = new AtomicBoolean();
  private final AtomicBoolean earlyWatched = new AtomicBoolean();
  private final AtomicInteger following = new AtomicInteger();
  private final ReentrantLock tuning = new ReentrantLock();
  private Bell.@Nullable Hearing hearing;
  private volatile boolean mayBeFarBehind;
  private volatile boolean closed;

  Feed(LogId id, LogStore store, Bell bell, Heard counts) {
    this.id = id;
    this.store = store;
    this.bell = bell;
    this.counts = counts;
    var opened = store.open();
    this.delivery = new Delivery(id, opened.at(), opened.versions());
  }

  /** What became of bells, over all logs. */
  record Heard(Counter inOrder, Counter outOfOrder, Counter unreadable, Counter reads) {
    static Heard in(MeterRegistry meters) {
      return new Heard(
          meters.counter("nigiwai.timeline.bells", "told", "all"),
          meters.counter("nigiwai.timeline.bells", "told", "part"),
          meters.counter("nigiwai.timeline.bells", "told", "nothing"),
          meters.counter("nigiwai.timeline.gap.reads"));
    }
  }

  Following follow(Consumer<TimelineBatch> follower) {
    var one = delivery.follow(follower);
    tune(1);
    var open = new AtomicBoolean(true);
    return () -> {
      one.close();
      if (open.getAndSet(false)) {
        tune(-1);
      }
    };
  }

  boolean followed() {
    return following.get() > 0;
  }

  /** Hears the channel while somebody follows. */
  private void tune(int more) {
    tuning.lock();
    try {
      int now = following.addAndGet(more);
      if (now == 1 && more == 1 && bell.reach() != Bell.Reach.ALONE) {
        mayBeFarBehind = true;
        hearing = bell.hear(channel(), new Ear());
        ask();
      } else if (now == 0 && hearing != null) {
        hearing.close();
        hearing = null;
      }
    } finally {
      tuning.unlock();
    }
  }

  private String channel() {
    return "log:" + id.show() + ":" + id.log().name().toLowerCase(Locale.ROOT);
  }

  private final class Ear implements Bell.Ear {
    @Override
    public void heard(byte[] message) {
      hear(message);
    }

    @Override
    public void tuned() {
      ask();
    }
  }

  /** Our own transaction stored it: followers here, then the other nodes. */
  void stored(TimelineBatch batch) {
    deliver(batch);
    bell.ring(channel(), () -> BatchJson.write(bell.node(), batch, Bell.MESSAGE_BYTES_MAX));
  }

  private boolean deliver(TimelineBatch batch) {
    if (delivery.publish(batch)) {
      return true;
    }
    if (delivery.hasEarly()) {
      watchEarly();
    } else {
      ask();
    }
    return false;
  }

  private void hear(byte[] message) {
    BatchJson.Told told;
    try {
      told = BatchJson.read(id, message);
    } catch (RuntimeException unreadable) {
      counts.unreadable.increment();
      ask();
      return;
    }
    if (told.node().equals(bell.node())) {
      return;
    }
    var batch = told.batch();
    if (batch == null) {
      counts.unreadable.increment();
      ask();
    } else if (deliver(batch)) {
      counts.inOrder.increment();
    } else {
      counts.outOfOrder.increment();
    }
  }

  /** Something came early: if what is before it does not come too, it is read. */
  private void watchEarly() {
    if (!earlyWatched.getAndSet(true)) {
      Thread.ofVirtual()
          .start(
              () -> {
                pause(EARLY_MAX);
                earlyWatched.set(false);
                if (delivery.hasEarly()) {
                  ask();
                }
              });
    }
  }

  /** Reads what is missing, soon, and again until the database answers. */
  void ask() {
    if (!readAsked.getAndSet(true)) {
      Thread.ofVirtual().name("timeline-read-" + id.show()).start(this::readUntilDone);
    }
  }

  private void readUntilDone() {
    while (!closed) {
      try {
        read();
        return;
      } catch (DatabaseUnavailableException away) {
        log.debug("{} cannot be read: {}", id, away.getMessage());
        readAsked.set(true);
        pause(AWAY_PAUSE);
      } catch (RuntimeException fault) {
        log.error("{} cannot be read", id, fault);
        return;
      }
    }
  }

  /** Delivers everything that is stored and was not delivered. */
  void read() {
    reading.lock();
    try {
      readAsked.set(false);
      while (readOnce()) {
        log.debug("{} is read on", id);
      }
    } finally {
      reading.unlock();
    }
  }

  private boolean readOnce() {
    var from = delivery.delivered();
    var rest = store.after(from.offset(), READ_MAX, delivery.versionsSum());
    long end = rest.head().lastOffset();
    if (!rest.head().epoch().equals(from.epoch())) {
      log.warn("{} was restored to offset {}", id, end);
      delivery.startOver(rest.head().position(), store.states());
      return false;
    }
    if (end < from.offset()) {
      log.error("{} has lost entries: it ends at {} and had {}", id, end, from.offset());
      store.declareRestored(from);
      return true;
    }
    boolean far = mayBeFarBehind && end - from.offset() > READ_MAX;
    mayBeFarBehind = false;
    if (far) {
      // It went on while nobody here followed; who comes now reads its past from the store.
      delivery.skipTo(end - READ_MAX);
      return true;
    }
    if (!rest.batch().entries().isEmpty() || !rest.batch().states().isEmpty()) {
      counts.reads.increment();
      delivery.publish(rest.batch());
    }
    return rest.batch().entries().size() == READ_MAX;
  }

  /** Whether a log that stands there has something we did not deliver. */
  boolean differs(String epoch, long lastOffset, long versionsSum) {
    var here = delivery.delivered();
    return lastOffset != here.offset()
        || !epoch.equals(here.epoch())
        || versionsSum != delivery.versionsSum();
  }

  LogId id() {
    return id;
  }

  long delivered() {
    return delivery.delivered().offset();
  }

  void close() {
    closed = true;
  }

  private static void pause(Duration pause) {
    try {
      TimeUnit.MILLISECONDS.sleep(pause.toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
