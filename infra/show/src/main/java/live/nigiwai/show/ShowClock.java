package live.nigiwai.show;

/**
 * Tells the {@link ShowTime}; never steps back. Pictures and entries are stamped from the same one.
 */
public interface ShowClock {
  ShowTime now();
}
