package live.nigiwai.relay.fanout;

/**
 * One socket in a room and how far it has come.
 *
 * <p><b>Threading</b>: confined to the loop of its crew.
 */
public final class Member {
  final Outlet outlet;
  final Crew crew;

  /** The last offset written to it. */
  long offset;

  /** The number of the last news written to it, as its crew counts. */
  long number;

  /** When it was first found with a full queue, by {@link System#nanoTime}; 0 if it has room. */
  long fullSince;

  /** The room has been asked for what it missed and will answer. */
  boolean asked;

  int index = -1;

  public Member(Crew crew, Outlet outlet) {
    this.crew = crew;
    this.outlet = outlet;
  }

  /** The socket is gone. Harmless when repeated. */
  public void leave() {
    crew.leave(this);
  }
}
