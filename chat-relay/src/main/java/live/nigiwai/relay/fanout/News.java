package live.nigiwai.relay.fanout;

/**
 * Something a room tells everybody: what happened since the news before it.
 *
 * <p>Neighbours are merged, so that a viewer who has missed several gets one frame that leads from
 * where they are to the newest. What is merged how, and how it reads on the wire, is the room's
 * affair.
 *
 * <p><b>Threading</b>: immutable; every crew merges and encodes for itself.
 */
public interface News {
  /** How long it may wait. */
  enum Urgency {
    /** At once: it decides what can be bought or seen. */
    URGENT,
    /** With the next sweep. */
    ORDINARY,
    /** Hearts and counts of the moment: whoever cannot take them now misses them. */
    PASSING
  }

  Urgency urgency();

  /** The offset of the log after it; 0 if it has no entries. */
  long to();

  /** About the length of its frame. */
  int bytes();

  /** This and the news that follows it, as one. */
  News and(News next);

  /** As one frame. */
  Frame frame();
}
