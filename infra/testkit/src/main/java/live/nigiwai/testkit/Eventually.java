package live.nigiwai.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Waits for what another thread or process is about to do, until a deadline and not a moment
 * longer.
 */
public final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(5);

  private Eventually() {}

  /** Assertions, or anything that throws until the time has come. */
  public interface Claim {
    void check() throws Exception;
  }

  /** Holds within ten seconds. */
  public static void holds(Claim claim) {
    holds(PATIENCE, claim);
  }

  /** Holds within the given time; else the last failure is the test's. */
  public static void holds(Duration within, Claim claim) {
    get(
        within,
        () -> {
          claim.check();
          return true;
        },
        done -> true);
  }

  /** The first value that fits, within ten seconds. */
  public static <T> T get(Callable<T> source, Predicate<? super T> fits) {
    return get(PATIENCE, source, fits);
  }

  /** The first value that fits, within the given time. */
  public static <T> T get(Duration within, Callable<T> source, Predicate<? super T> fits) {
    long deadline = System.nanoTime() + within.toNanos();
    while (true) {
      Throwable failure;
      try {
        T value = source.call();
        if (fits.test(value)) {
          return value;
        }
        failure = new AssertionError("still " + value);
      } catch (Exception | AssertionError notYet) {
        failure = notYet;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "not within " + within.toMillis() + " ms: " + failure.getMessage(), failure);
      }
      if (Thread.interrupted()) {
        throw new AssertionError("interrupted while waiting", failure);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** The first value that is there, within ten seconds. */
  public static <T> T present(Callable<Optional<T>> source) {
    return get(source, Optional::isPresent).orElseThrow();
  }
}
