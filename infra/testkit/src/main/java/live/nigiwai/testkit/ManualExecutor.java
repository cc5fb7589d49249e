package live.nigiwai.testkit;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * Runs nothing until it is told to, so that a test decides what happens before what.
 *
 * <p><b>Threading</b>: any thread hands in; tasks run on the thread that calls {@link #runNext}.
 */
public final class ManualExecutor implements Executor {
  private static final int TASKS_MAX = 100_000;

  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

  @Override
  public void execute(Runnable task) {
    waiting.add(task);
  }

  /**
   * Runs the oldest task.
   *
   * @return false when none waits
   */
  public boolean runNext() {
    Runnable task = waiting.poll();
    if (task == null) {
      return false;
    }
    task.run();
    return true;
  }

  /**
   * Runs everything, also what the tasks hand in themselves.
   *
   * @return how many ran
   */
  public int runAll() {
    int ran = 0;
    while (runNext()) {
      ran++;
      if (ran == TASKS_MAX) {
        throw new AssertionError("the tasks never end, each hands in another");
      }
    }
    return ran;
  }

  public int pending() {
    return waiting.size();
  }
}
