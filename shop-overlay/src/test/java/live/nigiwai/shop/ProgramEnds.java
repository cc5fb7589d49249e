package live.nigiwai.shop;

import java.util.concurrent.atomic.AtomicInteger;
import live.nigiwai.runtime.postgres.Crossing;

/**
 * One life of a program, up to a kill between two statements: from the chosen one on nothing it
 * sends arrives any more, whatever its threads are doing. What it had sent in an open transaction
 * is rolled back, as the server does when a connection ends.
 */
final class ProgramEnds implements Crossing {
  /** What a kill looks like from inside: nothing after it runs, nobody may catch it. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;

    Killed() {
      super("killed", null, false, false);
    }
  }

  private static final int NEVER = Integer.MAX_VALUE;

  private final AtomicInteger left = new AtomicInteger(NEVER);
  private volatile boolean dead;

  /** Ends the program at the so-many-th moment from now: before a statement is sent or after it. */
  void after(int moments) {
    left.set(moments);
  }

  /** Nothing was reached that ended it: it lives on. */
  void spare() {
    left.set(NEVER);
  }

  boolean isDead() {
    return dead;
  }

  @Override
  public void before(String statement) {
    pass();
  }

  @Override
  public void after(String statement) {
    pass();
  }

  private void pass() {
    if (dead || (left.get() != NEVER && left.decrementAndGet() <= 0)) {
      dead = true;
      throw new Killed();
    }
  }
}
