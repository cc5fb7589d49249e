package live.nigiwai.runtime.postgres;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import live.nigiwai.show.ShowClock;
import live.nigiwai.show.ShowTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database's clock as this process knows it: the monotonic clock plus an offset that is
 * measured every 10 s from the quickest of five round trips and slewed by at most 5 ms each, so it
 * never steps.
 *
 * <p><b>Threading</b>: {@link #now} from any thread; one virtual thread measures.
 */
public final class DatabaseClock implements ShowClock, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DatabaseClock.class);
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final int ROUND_TRIPS = 5;
  private static final long SLEW_NANOS_MAX = 5_000_000;

  /** Further off than this the clocks were set anew, and slewing would take minutes. */
  private static final long STEP_NANOS = 2_000_000_000L;

  private final Database database;
  private final AtomicLong lastMillis = new AtomicLong();
  private final Thread measuring;
  private volatile long offsetNanos;
  private volatile long errorNanos;

  private DatabaseClock(Database database) {
    this.database = database;
    var first = measure();
    this.offsetNanos = first.offsetNanos;
    this.errorNanos = first.errorNanos;
    this.measuring = Thread.ofVirtual().name("database-clock").start(this::keepMeasuring);
  }

  /** Measures once before it returns; blocks. */
  public static DatabaseClock start(Database database) {
    return new DatabaseClock(database);
  }

  @Override
  public ShowTime now() {
    long millis = Math.floorDiv(System.nanoTime() + offsetNanos, 1_000_000L);
    return new ShowTime(lastMillis.accumulateAndGet(millis, Math::max));
  }

  /** Half the best round trip of the last measurement: how far off {@link #now} may be. */
  public Duration error() {
    return Duration.ofNanos(errorNanos);
  }

  private record Measured(long offsetNanos, long errorNanos) {}

  private Measured measure() {
    return database.query(
        sql -> {
          var best = new Measured(0, Long.MAX_VALUE);
          for (int i = 0; i < ROUND_TRIPS; i++) {
            long sent = System.nanoTime();
            long micros =
                sql.one(
                        "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint",
                        row -> row.getLong(0))
                    .orElseThrow();
            long back = System.nanoTime();
            long half = (back - sent) / 2;
            if (half < best.errorNanos) {
              best = new Measured(micros * 1_000 - (sent + half), half);
            }
          }
          return best;
        });
  }

  private void keepMeasuring() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        LockSupport.parkNanos(EVERY.toNanos());
        var now = measure();
        long wrong = now.offsetNanos - offsetNanos;
        if (Math.abs(wrong) > STEP_NANOS) {
          log.warn("the database's clock moved by {} ms", wrong / 1_000_000);
          offsetNanos = now.offsetNanos;
        } else {
          offsetNanos += Math.clamp(wrong, -SLEW_NANOS_MAX, SLEW_NANOS_MAX);
        }
        errorNanos = now.errorNanos;
      } catch (DatabaseUnavailableException away) {
        log.debug("clock not measured: {}", away.getMessage());
      }
    }
  }

  @Override
  public void close() {
    measuring.interrupt();
  }
}
