package live.nigiwai.ingest.health;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import live.nigiwai.ingest.health.HealthReport.Encoder;
import org.jspecify.annotations.Nullable;

/**
 * What the server itself does to the stream, as its parts report it.
 *
 * <p><i>Threading</i>: any thread tells; {@link #figures} and {@link #begin} belong to the show's
 * thread.
 */
final class EncoderWatch {
  private static final int SECONDS = 10;
  private static final long LAG_KEPT_MILLIS = 3_000;

  private final Map<String, AtomicLong> dropped = new ConcurrentHashMap<>();
  private final Set<String> suspended = new ConcurrentSkipListSet<>();
  private final AtomicLong lagMax = new AtomicLong();
  final AtomicLong damaged = new AtomicLong();
  final AtomicLong late = new AtomicLong();
  final AtomicLong silences = new AtomicLong();
  private volatile boolean frameRateLowered;
  private final Map<String, Double> speeds = new ConcurrentHashMap<>();
  private volatile @Nullable String sourceWithdrawn;

  // The show's thread.
  private final Recent droppedRecently = new Recent();
  private final Recent lateRecently = new Recent();
  private final Recent damagedRecently = new Recent();
  private long lag;
  private long lagUntil;

  void dropped(String rung) {
    dropped.computeIfAbsent(rung, unused -> new AtomicLong()).incrementAndGet();
  }

  void lag(Duration age) {
    lagMax.accumulateAndGet(age.toMillis(), Math::max);
  }

  void speed(String rung, double ratio) {
    speeds.put(rung, ratio);
  }

  void suspended(String rung) {
    suspended.add(rung);
  }

  void resumed() {
    suspended.clear();
  }

  void frameRateLowered(boolean lowered) {
    frameRateLowered = lowered;
  }

  void sourceWithdrawn(@Nullable String why) {
    sourceWithdrawn = why;
  }

  void begin() {
    lagMax.set(0);
    lag = 0;
    speeds.clear();
    sourceWithdrawn = null;
    suspended.clear();
    frameRateLowered = false;
  }

  long lateRecently() {
    return lateRecently.change();
  }

  long damagedRecently() {
    return damagedRecently.change();
  }

  /** Called once a second. */
  Encoder figures(long nowMillis, long waitingMillis) {
    Map<String, Long> byRung = new TreeMap<>();
    dropped.forEach((rung, count) -> byRung.put(rung, count.get()));
    droppedRecently.sample(byRung.values().stream().mapToLong(Long::longValue).sum());
    lateRecently.sample(late.get());
    damagedRecently.sample(damaged.get());
    long newest = lagMax.getAndSet(0);
    if (newest >= lag || nowMillis > lagUntil) {
      lag = newest;
      lagUntil = nowMillis + LAG_KEPT_MILLIS;
    }
    // The slowest rung decides how far the ladder keeps up.
    double slowest = speeds.values().stream().mapToDouble(d -> d).min().orElse(Double.NaN);
    return new Encoder(
        Double.isNaN(slowest) ? null : Math.round(slowest * 100) / 100.0,
        lag,
        droppedRecently.change(),
        byRung,
        damaged.get(),
        List.copyOf(suspended),
        frameRateLowered,
        sourceWithdrawn,
        waitingMillis);
  }

  /** By how much a count grew over the last 10 samples. */
  private static final class Recent {
    private final long[] values = new long[SECONDS + 1];
    private int count;

    void sample(long value) {
      if (count == 0) {
        java.util.Arrays.fill(values, value);
      }
      values[count++ % values.length] = value;
    }

    long change() {
      if (count == 0) {
        return 0;
      }
      long newest = values[(count - 1) % values.length];
      return newest - values[count % values.length];
    }
  }
}
