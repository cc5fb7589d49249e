package live.nigiwai.relay.fanout;

/**
 * One socket in a room: how far it has come, and whether it fell behind.
 *
 * <p><b>Threading</b>: confined to the loop of its crew.
 */
public final class Member {
  final Outlet outlet;
  final Crew crew;

  /** The last offset written to it. */
  long offset;

  /** Passes up to this number are covered by what was written at {@link Crew#admit}. */
  long coveredPass;

  boolean behind;

  /** When it was first found with a full queue, by {@link System#nanoTime}; 0 if it has room. */
  long fullSince;

  boolean catchingUp;
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
