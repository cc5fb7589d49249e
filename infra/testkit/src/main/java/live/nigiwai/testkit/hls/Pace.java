package live.nigiwai.testkit.hls;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The time a player lives in: it measures it and lets it pass. */
public interface Pace {
  /** As {@link System#nanoTime()}. */
  long nanos();

  void pause(Duration time);

  /** That of the clock on the wall. */
  static Pace real() {
    return new Pace() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public void pause(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < until && !Thread.currentThread().isInterrupted()) {
          LockSupport.parkNanos(until - System.nanoTime());
        }
      }
    };
  }
}
