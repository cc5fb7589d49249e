package live.nigiwai.runtime.cluster;

import java.util.function.Supplier;

/**
 * Messages between nodes that may be lost: whoever rings does not wait, whoever hears must be able
 * to do without.
 *
 * <p><b>Threading</b>: every method may be called from any thread, an event loop too; none blocks.
 * Ears are called by one thread at a time and must not block either.
 */
public interface Bell extends AutoCloseable {
  /** A larger message is not rung. */
  int MESSAGE_BYTES_MAX = 64 * 1024;

  /** How far this node hears the others. */
  enum Reach {
    /** There are no other nodes: nothing is missed, because nothing is rung. */
    ALONE,
    /** What others ring is heard. */
    HEARD,
    /** There may be other nodes, and they are not heard: ask the database instead. */
    DEAF
  }

  Reach reach();

  /** This node's name among the others. */
  String node();

  /**
   * Tells every node that hears the channel, this one included.
   *
   * @param message written only when it can be rung
   */
  void ring(String channel, Supplier<byte[]> message);

  /** Hears a channel until the hearing is closed. */
  Hearing hear(String channel, Ear ear);

  @Override
  void close();

  /** Ends a {@link #hear}. Closing twice is harmless. */
  interface Hearing extends AutoCloseable {
    @Override
    void close();
  }

  /** What hears. */
  interface Ear {
    void heard(byte[] message);

    /** From now on the channel is heard, for the first time or again; earlier rings may be lost. */
    default void tuned() {}
  }

  /** The bell of a node that is the only one. */
  static Bell alone() {
    return new UnconnectedBell(Reach.ALONE);
  }

  /** The bell of a node that shares its database and has no Redis: it has to ask. */
  static Bell deaf() {
    return new UnconnectedBell(Reach.DEAF);
  }
}
