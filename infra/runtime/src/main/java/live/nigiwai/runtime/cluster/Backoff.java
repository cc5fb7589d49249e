package live.nigiwai.runtime.cluster;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Growing pauses between attempts, each somewhere below its limit, so that many nodes do not come
 * back at the same moment.
 *
 * <p><b>Threading</b>: one thread.
 */
final class Backoff {
  private static final long MILLIS_MIN = 50;
  private static final long MILLIS_MAX = 1_000;

  private long limit = MILLIS_MIN;

  void pause() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(MILLIS_MIN / 2, limit + 1));
    limit = Math.min(limit * 2, MILLIS_MAX);
  }

  void reset() {
    limit = MILLIS_MIN;
  }
}
