package live.nigiwai.web.app;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what is to be done once a day while nobody watches: features forget what they kept long
 * enough. Every node does so; all of it may be done twice.
 *
 * <p><b>Threading</b>: a virtual thread of its own, which runs the tasks one after the other; one
 * that fails does not keep the next from running.
 */
final class Nightly implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Nightly.class);
  private static final LocalTime AT = LocalTime.of(4, 10);

  private final InstantSource clock;
  private final ZoneId zone;
  private final List<Runnable> tasks;
  private final Thread thread;

  private Nightly(InstantSource clock, ZoneId zone, List<Runnable> tasks) {
    this.clock = clock;
    this.zone = zone;
    this.tasks = List.copyOf(tasks);
    this.thread = Thread.ofVirtual().name("nightly").start(this::run);
  }

  /** Starts waiting for the first night. */
  static Nightly start(InstantSource clock, ZoneId zone, List<Runnable> tasks) {
    return new Nightly(clock, zone, tasks);
  }

  /** How long it is until the next time. */
  static Duration until(ZonedDateTime now) {
    var today = now.with(AT);
    return Duration.between(now, today.isAfter(now) ? today : today.plusDays(1));
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      var due = clock.instant().plus(until(clock.instant().atZone(zone)));
      while (clock.instant().isBefore(due) && !Thread.currentThread().isInterrupted()) {
        LockSupport.parkNanos(Duration.between(clock.instant(), due).toNanos());
      }
      if (!Thread.currentThread().isInterrupted()) {
        tasks.forEach(Nightly::attempt);
      }
    }
  }

  private static void attempt(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException fault) {
      log.error("a nightly task failed; it is tried again tomorrow", fault);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
