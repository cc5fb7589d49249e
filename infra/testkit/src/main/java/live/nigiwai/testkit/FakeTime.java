package live.nigiwai.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import live.nigiwai.show.ShowClock;
import live.nigiwai.show.ShowTime;

/**
 * Time that stands still until the test moves it, with whatever was planned happening on the way.
 *
 * <p><b>Threading</b>: any thread reads; tasks run on the thread that moves the time.
 */
public final class FakeTime implements InstantSource, ShowClock {
  private record Planned(Instant due, long order, Runnable task) {}

  private final PriorityQueue<Planned> plan =
      new PriorityQueue<>(Comparator.comparing(Planned::due).thenComparing(Planned::order));
  private Instant now;
  private long planned;

  /** Begins at noon in Tokyo on an ordinary day. */
  public FakeTime() {
    this(Instant.parse("2026-04-01T03:00:00Z"));
  }

  public FakeTime(Instant start) {
    this.now = start;
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public ShowTime now() {
    return ShowTime.of(instant());
  }

  /** As {@link System#nanoTime()} would count. */
  public long nanos() {
    return Duration.between(Instant.EPOCH, instant()).toNanos();
  }

  /** Plans a task. */
  public synchronized void after(Duration delay, Runnable task) {
    plan.add(new Planned(now.plus(delay), planned++, task));
  }

  /** Plans a task again and again, for the first time after one period. */
  public void every(Duration period, Runnable task) {
    after(
        period,
        () -> {
          task.run();
          every(period, task);
        });
  }

  /** Moves on, running what becomes due at its own moment and in order. */
  public void advance(Duration by) {
    Instant target = instant().plus(by);
    while (true) {
      Planned next;
      synchronized (this) {
        next = plan.peek();
        if (next == null || next.due.isAfter(target)) {
          now = target;
          return;
        }
        plan.remove();
        now = next.due;
      }
      next.task.run();
    }
  }

  /** How many tasks wait for their time. */
  public synchronized int pending() {
    return plan.size();
  }
}
