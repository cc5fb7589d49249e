package live.nigiwai.shop.stock;

/** Those who wait for units are offered them before anyone else hears of them. */
public interface Waiters {
  Waiters NOBODY = level -> level;

  /**
   * Offers what is left to whoever waits, in a transaction of its own; returns the level after
   * that. Must not throw for want of a database: whoever waits is offered the units a moment later.
   */
  Level offer(Level level);
}
